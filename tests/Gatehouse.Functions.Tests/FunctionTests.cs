using Gatehouse.Work;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Functions.Tests;

public sealed class FunctionTests
{
    [Fact]
    public void Names_are_unique_whatever_their_case() =>
        Shell.Functions.Select(method => Shell.NameOf(method).ToUpperInvariant()).ShouldBeUnique();

    [Fact]
    public void A_function_has_one_trigger_and_can_be_seen_by_the_host()
    {
        Shell.Functions.ShouldNotBeEmpty();
        foreach (var method in Shell.Functions)
        {
            method.DeclaringType!.IsPublic.ShouldBeTrue(method.Name);
            method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes(typeof(TriggerBindingAttribute), inherit: true))
                .Count().ShouldBe(1, method.Name);
        }
    }

    [Fact]
    public void Each_timer_of_the_core_has_exactly_one_function_with_its_name_and_schedule()
    {
        var works = Services().GetServices<ITimerWork>().Select(work => (work.Name, work.Schedule)).ToList();

        works.ShouldNotBeEmpty();
        Shell.Timers.Select(timer => (Shell.NameOf(timer.Method), timer.Trigger.Schedule)).ShouldBe(works, ignoreOrder: true);
        works.Select(work => work.Schedule).ShouldBe(Constants(typeof(WorkSchedules)), ignoreOrder: true);
        Shell.Timers.ShouldAllBe(timer => !timer.Trigger.RunOnStartup);
    }

    [Fact]
    public void Each_queue_of_the_core_has_exactly_one_function_with_its_name()
    {
        var works = Services().GetServices<IQueueWork>().Select(work => (work.Name, work.Queue)).ToList();

        works.ShouldNotBeEmpty();
        Shell.Queues.Select(queue => (Shell.NameOf(queue.Method), queue.Trigger.QueueName)).ShouldBe(works, ignoreOrder: true);
        works.Select(work => work.Queue).ShouldBe(Constants(typeof(WorkQueues)), ignoreOrder: true);
        Shell.Queues.ShouldAllBe(queue => queue.Trigger.Connection == null);
    }

    [Fact]
    public void Each_queue_has_its_poison_queue_worked()
    {
        var queues = Shell.Queues.Select(queue => queue.Trigger.QueueName).ToList();

        queues.Where(queue => !queue.EndsWith(WorkLimits.PoisonSuffix, StringComparison.Ordinal)).Select(queue => queue + WorkLimits.PoisonSuffix)
            .Except(queues).ShouldBeEmpty();
    }

    /// <summary>The host takes the members of a message that is a JSON object for metadata too, and they stand before its own.</summary>
    [Fact]
    public void No_member_of_a_message_has_the_name_of_the_host_s_metadata()
    {
        string[] metadata = ["queueTrigger", "id", "popReceipt", "dequeueCount", "insertionTime", "expirationTime", "nextVisibleTime", "sys"];
        var messages = typeof(IQueueWork).Assembly.GetExportedTypes()
            .Where(type => type.GetProperty("Traceparent") is not null && type.GetMethod("Parse") is not null).ToList();

        messages.Count.ShouldBe(Shell.Queues.Count(queue => !queue.Trigger.QueueName.EndsWith(WorkLimits.PoisonSuffix, StringComparison.Ordinal)));
        foreach (var message in messages)
            message.GetProperties().Select(member => member.Name).Intersect(metadata, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty(message.Name);
        Shell.Queues.SelectMany(queue => queue.Method.GetParameters()).Select(parameter => parameter.Name!).Distinct()
            .Except(metadata).ShouldBe(["message", "cancellationToken", "context"], ignoreOrder: true);
    }

    /// <summary>A foreign message may give any of them a value of any kind; binding must not fail where a message ends.</summary>
    [Fact]
    public void Whatever_a_message_puts_over_the_metadata_its_poison_function_takes_it()
    {
        foreach (var (method, _) in Shell.Queues.Where(queue => queue.Trigger.QueueName.EndsWith(WorkLimits.PoisonSuffix, StringComparison.Ordinal)))
            method.GetParameters().Select(parameter => parameter.ParameterType).ShouldBe([typeof(string), typeof(string), typeof(string), typeof(FunctionContext)], method.DeclaringType!.Name);
    }

    [Theory]
    [InlineData("https://vault.example", "folder")]
    [InlineData("", "")]
    public void Secrets_have_exactly_one_place(string vault, string folder)
    {
        var settings = Shell.Settings("UseDevelopmentStorage=true", folder);
        settings["Azure:VaultUri"] = vault;

        Should.Throw<ArgumentException>(() => new ServiceCollection().AddGatehouseFunctions(settings)).Message.ShouldContain("Azure__VaultUri");
    }

    private static ServiceProvider Services() => new ServiceCollection()
        .AddLogging()
        .AddGatehouseFunctions(Shell.Settings("UseDevelopmentStorage=true", Path.Combine(Path.GetTempPath(), "gatehouse-functions-none")))
        .BuildServiceProvider();

    private static IEnumerable<string> Constants(Type type) => type.GetFields().Select(field => (string)field.GetRawConstantValue()!);
}
