// Renews the page of a pass before its code stops working. Without this script the browser reloads it.
(() => {
  "use strict";
  const again = 5;
  const grace = 10;
  let timer = 0;
  let due = 0;
  let failed = 0;
  let running = false;

  const shown = () => document.getElementById("pass");

  const plan = (seconds) => {
    clearTimeout(timer);
    due = Date.now() + seconds * 1000;
    timer = setTimeout(renew, seconds * 1000);
  };

  // What a reader of the page would notice: all but the addresses of the images.
  const content = (page) => {
    const copy = page.cloneNode(true);
    copy.querySelectorAll("img").forEach((image) => image.removeAttribute("src"));
    return copy.innerHTML;
  };

  const load = async (image) => {
    const ahead = new Image();
    ahead.src = image.getAttribute("src");
    await ahead.decode();
  };

  const show = (page) => {
    const now = shown();
    if (content(now) !== content(page)) {
      now.replaceWith(document.adoptNode(page));
      return;
    }

    const images = page.querySelectorAll("img");
    now.querySelectorAll("img").forEach((image, i) => image.setAttribute("src", images[i].getAttribute("src")));
  };

  async function renew() {
    if (running) return;
    running = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.status === 429 || answer.status >= 500) throw new Error("not now");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("pass");
      await Promise.all([...page.querySelectorAll("img")].map(load));
      const seconds = Number(page.dataset.renew);
      show(page);
      failed = 0;
      shown().classList.remove("stale");
      document.getElementById("lost").hidden = true;
      if (seconds > 0) plan(seconds);
    } catch {
      // A code is renewed ten seconds before it stops working; what has stopped is not shown.
      failed = failed || due;
      if (Date.now() >= failed + grace * 1000) shown().classList.add("stale");
      document.getElementById("lost").hidden = false;
      plan(again);
    } finally {
      running = false;
    }
  }

  // A phone that slept has not counted.
  const wake = () => {
    if (document.visibilityState === "visible" && Date.now() >= due) renew();
  };

  const isMissing = (image) => image.complete && image.naturalWidth === 0;
  plan([...document.images].some(isMissing) ? again : Number(shown().dataset.renew));
  document.querySelectorAll("img").forEach((image) => image.addEventListener("error", () => plan(again)));
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", wake);
  addEventListener("online", wake);
})();
