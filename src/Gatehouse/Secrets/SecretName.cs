using System.Text.RegularExpressions;

namespace Gatehouse.Secrets;

/// <summary>The name of a secret: of a facility, or of the hub itself.</summary>
public sealed partial record SecretName
{
    private SecretName(string? facility, string name)
    {
        if (facility is not null)
            CheckPart(facility, 40, nameof(facility));

        CheckPart(name, 60, nameof(name));
        Facility = facility;
        Name = name;
        VaultName = facility is null ? name : $"facility--{facility}--{name}";
    }

    /// <summary>The facility it belongs to; <see langword="null"/> for the hub's own.</summary>
    public string? Facility { get; }

    /// <summary>Its name there: lower-case letters, digits and single hyphens.</summary>
    public string Name { get; }

    /// <summary>
    /// The one name in a flat vault: <c>facility--{facility}--{name}</c>, or the hub's own name as it is.
    /// Two hyphens stand in no part, so no two secrets can meet in one name.
    /// </summary>
    public string VaultName { get; }

    /// <summary>A secret of a facility, whose id has at most 40 characters; the name at most 60.</summary>
    /// <exception cref="ArgumentException">A part is too long or holds other characters.</exception>
    public static SecretName OfFacility(string facility, string name) => new(facility, name);

    /// <summary>A secret of the hub, at most 60 characters: <c>hub-admin-key</c>, <c>hub-data-key</c>, …</summary>
    public static SecretName OfHub(string name) => new(null, name);

    /// <inheritdoc />
    public override string ToString() => VaultName;

    private static void CheckPart(string part, int longest, string parameter)
    {
        if (part.Length > longest || !Allowed().IsMatch(part))
        {
            throw new ArgumentException(
                $"'{part}' is no part of a secret's name: lower-case letters, digits and single hyphens, at most {longest} characters.",
                parameter);
        }
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allowed();
}
