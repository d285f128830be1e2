using Gatehouse.Local;

return await LocalCommand.Create().Parse(args).InvokeAsync();
