// Signs and verifies by the package standardwebhooks, for tests. It ends when whoever started it closes the pipe.
//   PUT  /subscribers/{name}   body: the secret          sets what the subscriber verifies with
//   POST /subscribers/{name}   a delivery                204 when the package accepts it, 401 with its words when not
//   POST /signatures           {secret, id, timestamp, body}   the package's header webhook-signature
const http = require('http');
const { Webhook } = require('standardwebhooks');

const secrets = new Map();

async function answer(request) {
  const body = Buffer.concat(await Array.fromAsync(request)).toString('utf8');
  if (request.method === 'PUT') {
    secrets.set(request.url, body);
    return [204, ''];
  }

  if (request.url === '/signatures') {
    const wanted = JSON.parse(body);
    return [200, new Webhook(wanted.secret).sign(wanted.id, new Date(wanted.timestamp * 1000), wanted.body)];
  }

  new Webhook(secrets.get(request.url)).verify(body, request.headers);
  return [204, ''];
}

if (!Array.fromAsync) {
  Array.fromAsync = async (items) => {
    const all = [];
    for await (const item of items) all.push(item);
    return all;
  };
}

process.stdin.on('end', () => process.exit(0)).resume();
const server = http.createServer(async (request, response) => {
  const [status, text] = await answer(request).catch((error) => [401, String(error.message)]);
  response.writeHead(status).end(text);
});
server.listen(0, '127.0.0.1', () => console.log(`listening at http://127.0.0.1:${server.address().port}`));
