namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Binds a parameter to something outside the function.</summary>
public abstract class BindingAttribute : Attribute;
