using System.Net.Mail;

namespace Gatehouse.Validation;

/// <summary>Checks e-mail addresses.</summary>
public static class Email
{
    /// <summary>Adds an error when there is an address and it cannot be one.</summary>
    public static void Check(string? address, string pointer, List<FieldError> errors)
    {
        if (!string.IsNullOrEmpty(address) && !(MailAddress.TryCreate(address, out var parsed) && parsed.Address == address))
            errors.Add(new FieldError(pointer, "Is no e-mail address."));
    }
}
