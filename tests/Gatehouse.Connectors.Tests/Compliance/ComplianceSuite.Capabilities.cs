using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Errors;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Validation;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.Compliance;

public abstract partial class ComplianceSuite<TVendor>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_supported_works(bool leastSettings)
    {
        await using var hub = await StartAsync(leastSettings);

        await EachAsync(hub, async known =>
        {
            var call = await known.PrepareAsync(hub);
            var before = hub.Vendor.Live(known.Operation);

            await call(CancellationToken.None);

            if (known.Makes > 0)
                (hub.Vendor.Live(known.Operation) - before).ShouldBe(hub.Vendor.Makes(known.Operation, known.Makes));
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_not_supported_is_refused_without_a_call(bool leastSettings)
    {
        await using var hub = await StartAsync(leastSettings);
        var capabilities = hub.Get<ConnectorRegistry>().Capabilities(await hub.ContextAsync()).ToDictionary(capability => capability.Operation);
        capabilities.Keys.ShouldBe(OperationCatalogue.All.Select(operation => operation.Name), ignoreOrder: true);

        foreach (var operation in OperationCatalogue.All)
        {
            var capability = capabilities[operation.Name];
            (await hub.CanAsync(operation)).ShouldBe(capability.State == CapabilityState.Supported, operation.Name);
            if (capability.State == CapabilityState.Supported)
                continue;

            await _findings.TryAsync(operation.Name, async () =>
            {
                var refusal = await Should.ThrowAsync<HubException>(() => CaseOf(operation).CallBlindlyAsync(hub));
                var code = capability.State == CapabilityState.Absent ? "capability_absent" : "capability_unavailable";
                (refusal.Kind, refusal.Code).ShouldBe((HubErrorKind.Unprocessable, code));
                if (capability.State == CapabilityState.Unavailable)
                    refusal.Message.ShouldContain(capability.Reason.ShouldNotBeNull());
            });
        }

        hub.Vendor.Host.Requests.List().ShouldBeEmpty();
        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task Every_required_field_is_named_before_the_vendor_is_called()
    {
        await using var hub = await StartAsync();
        const string Facility = ComplianceHub.FacilityId;
        await AskAsync(VisitOperations.Create, () =>
            hub.Get<VisitService>().CreateAsync(Facility, new Input<VisitDraft>(new VisitDraft()), null, CancellationToken.None));
        await AskAsync(
            VisitOperations.CreateGroup,
            () => hub.Get<VisitService>().CreateGroupAsync(
                Facility, new Input<VisitGroupDraft>(new VisitGroupDraft { Visitors = [new Visitor()] }), null, CancellationToken.None),
            pointer => pointer.StartsWith("/visitor/", StringComparison.Ordinal) ? "/visitors/0" + pointer["/visitor".Length..] : "/common" + pointer);
        await AskAsync(PeopleOperations.Create, () =>
            hub.Get<PeopleService>().CreateAsync(Facility, new Input<PersonDraft>(new PersonDraft()), null, CancellationToken.None));
        await AskAsync(PeopleOperations.Find, () => hub.Get<PeopleService>().FindAsync(Facility, new PersonFind(), CancellationToken.None));
        await AskAsync(OrganizationOperations.Create, () =>
            hub.Get<OrganizationService>().CreateAsync(Facility, new Input<OrganizationDraft>(new OrganizationDraft()), null, CancellationToken.None));
        await AskAsync(SiteOperations.Create, () =>
            hub.Get<SiteService>().CreateAsync(Facility, new Input<SiteDraft>(new SiteDraft()), null, CancellationToken.None));
        await AskAsync(AccessPointOperations.Create, () =>
            hub.Get<AccessPointService>().CreateAsync(Facility, new Input<AccessPointDraft>(new AccessPointDraft()), null, CancellationToken.None));

        hub.Vendor.Host.Requests.List().ShouldBeEmpty();
        _findings.ShouldBeNone();

        async Task AskAsync(Operation operation, Func<Task> ask, Func<string, string>? pointerOf = null)
        {
            if (!await hub.CanAsync(operation) || hub.Connector.Find(operation)!.Required is not { Count: > 0 } required)
                return;

            await _findings.TryAsync(operation.Name, async () =>
            {
                var refusal = await Should.ThrowAsync<InvalidInputException>(ask);
                var named = refusal.Errors.Select(error => error.Pointer).ToList();
                required.Select(pointerOf ?? (pointer => pointer))
                    .Where(pointer => !named.Exists(name => pointer == name || pointer.StartsWith(name + "/", StringComparison.Ordinal)))
                    .ShouldBeEmpty();
            });
        }
    }

    [Fact]
    public async Task What_is_required_is_enough()
    {
        await using var hub = await StartAsync();
        await TryLeastAsync(hub, Subjects.Visits);
        await TryLeastAsync(hub, Subjects.People);
        await TryLeastAsync(hub, Subjects.Organizations);
        await TryLeastAsync(hub, Subjects.Sites);
        await TryLeastAsync(hub, Subjects.AccessPoints);

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task Who_gives_access_says_how()
    {
        await using var hub = await StartAsync();

        (hub.Connector.Access is not null).ShouldBe(hub.Connector.Find(AccessOperations.Apply) is not null);
        if (hub.Connector.Find(AccessOperations.Apply) is not null)
            hub.Connector.Find(AccessOperations.Revoke).ShouldNotBeNull();
    }

    private async Task TryLeastAsync<TItem, TDraft, TCreate, TUpdate>(ComplianceHub hub, Subject<TItem, TDraft, TCreate, TUpdate> subject)
        where TItem : class
    {
        if (!await hub.CanAsync(subject.Create))
            return;

        await _findings.TryAsync(subject.Create.Name, async () =>
        {
            var required = hub.Connector.Find(subject.Create)!.Required;
            var least = Content.Only(
                Content.Of(subject.Draft(hub.Vendor, Texts.Unique())), [.. required, .. hub.Vendor.RequiredBySettings(subject.Kind)]);
            var missing = new List<FieldError>();
            RequiredFields.Check(JsonSerializer.SerializeToElement<JsonNode>(least), required, missing);
            missing.ShouldBeEmpty("The fixture's draft has all that is required.");

            var made = await hub.CreateAsync(subject, Content.Read<TDraft>(least));

            Content.Lost(least, Content.Of(subject.DraftOf(made))).ShouldBeEmpty();
        });
    }
}
