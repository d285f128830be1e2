using Gatehouse.Functions;
using Gatehouse.Functions.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddGatehouseFunctions(builder.Configuration);
builder.Services.AddGatehouseTelemetry(builder.Configuration)?.UseFunctionsWorkerDefaults();
builder.Build().Run();
