using System.Text;
using System.Text.Encodings.Web;
using Gatehouse.Api.Requests;
using Gatehouse.Paging;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Answers;

/// <summary>Reads which page of a list is asked for, and answers with it.</summary>
/// <param name="cursors">Signs positions. A cursor is good for the same address and conditions only.</param>
internal sealed class ListPages(Cursors cursors)
{
    /// <summary>The parameters of every list.</summary>
    public static readonly QueryParameter[] Parameters =
    [
        QueryParameter.Number("limit", $"The most items of a page, 1 to 1000; 100 when absent.", 1, PageRequest.MaximumLimit),
        QueryParameter.Text("cursor", "Where to go on; part of nextLink."),
    ];

    /// <summary>Reads <c>limit</c> and <c>cursor</c>, after the list's own conditions: everything that is wrong is named at once.</summary>
    public async ValueTask<PageRequest> ReadAsync(HttpContext context, QueryReader query)
    {
        var limit = query.Number("limit") ?? PageRequest.DefaultLimit;
        var cursor = query.Text("cursor");
        query.ThrowIfWrong();
        return new PageRequest(
            limit, cursor is null ? null : await cursors.DecodeAsync(ListName(context.Request), cursor, context.RequestAborted));
    }

    /// <summary>Answers with a page.</summary>
    public async Task WriteAsync<T>(HttpContext context, IReadOnlyList<T> items, string? next) =>
        await JsonAnswer.OkAsync(context, new ListAnswer<T>(items, await NextLinkAsync(context, next)));

    /// <summary>The address of the page that begins at a position; <see langword="null"/> when there is none.</summary>
    public async ValueTask<string?> NextLinkAsync(HttpContext context, string? next) => next is null
        ? null
        : NextLink(context, await CursorAsync(context, next));

    /// <summary>The cursor of a position.</summary>
    public ValueTask<string> CursorAsync(HttpContext context, string position) =>
        cursors.EncodeAsync(ListName(context.Request), position, context.RequestAborted);

    private static string ListName(HttpRequest request)
    {
        var name = new StringBuilder(request.Path.Value);
        foreach (var (key, values) in request.Query.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (!IsPaging(key))
                name.Append('\n').Append(key.ToLowerInvariant()).Append('=').Append(values.ToString());
        }

        return name.ToString();
    }

    /// <summary>The address of a list from a cursor on.</summary>
    public static string NextLink(HttpContext context, string cursor)
    {
        var link = new StringBuilder(PublicAddress.Of(context, context.Request.Path.ToUriComponent())).Append('?');
        foreach (var (key, values) in context.Request.Query)
        {
            if (!key.Equals("cursor", StringComparison.OrdinalIgnoreCase))
                link.Append(UrlEncoder.Default.Encode(key)).Append('=').Append(UrlEncoder.Default.Encode(values.ToString())).Append('&');
        }

        return link.Append("cursor=").Append(cursor).ToString();
    }

    private static bool IsPaging(string key) =>
        key.Equals("cursor", StringComparison.OrdinalIgnoreCase) || key.Equals("limit", StringComparison.OrdinalIgnoreCase);
}
