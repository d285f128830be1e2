using Gatehouse.Local.Tests.Facilities;
using Gatehouse.Local.Tests.Grants;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Local.Tests.Organizations;
using Gatehouse.Local.Tests.People;
using Gatehouse.Local.Tests.Reconciliation;
using Gatehouse.Local.Tests.Requests;
using Gatehouse.Local.Tests.Sensitive;
using Gatehouse.Local.Tests.Subscriptions;
using Gatehouse.Local.Tests.Vendors;
using Gatehouse.Local.Tests.Visits;
using Gatehouse.Local.Tests.Work;

// The same tests over a storage account.
namespace Gatehouse.Local.Tests.OnAzurite;

public sealed class VisitLife(AzuriteHub hub) : VisitLifeTests<AzuriteHub>(hub);
public sealed class VisitAccesses(AzuriteHub hub) : VisitAccessTests<AzuriteHub>(hub);
public sealed class VisitLists(AzuriteHub hub) : VisitListTests<AzuriteHub>(hub);
public sealed class Persons(AzuriteHub hub) : PeopleTests<AzuriteHub>(hub);
public sealed class Companies(AzuriteHub hub) : OrganizationTests<AzuriteHub>(hub);
public sealed class Sites(AzuriteHub hub) : FacilityTests<AzuriteHub>(hub);
public sealed class BadInput(AzuriteHub hub) : BadInputTests<AzuriteHub>(hub);
public sealed class VendorFaults(AzuriteHub hub) : VendorFaultTests<AzuriteHub>(hub);
public sealed class UnknownOutcomes(AzuriteHub hub) : UnknownOutcomeTests<AzuriteHub>(hub);
public sealed class SensitiveValues(AzuriteHub hub) : SensitiveValueTests<AzuriteHub>(hub);
public sealed class SilentFacilities(AzuriteHub hub) : SilentFacilityTests<AzuriteHub>(hub);
public sealed class Reconciles(AzuriteHub hub) : ReconcileTests<AzuriteHub>(hub);
public sealed class Syncs(AzuriteHub hub) : SyncTests<AzuriteHub>(hub);
public sealed class Directories(AzuriteHub hub) : DirectoryTests<AzuriteHub>(hub);
public sealed class GrantCreates(AzuriteHub hub) : GrantCreateTests<AzuriteHub>(hub);
public sealed class GrantChanges(AzuriteHub hub) : GrantChangeTests<AzuriteHub>(hub);
public sealed class GrantVendors(AzuriteHub hub) : GrantVendorTests<AzuriteHub>(hub);
public sealed class Subscribers(AzuriteHub hub) : SubscriptionTests<AzuriteHub>(hub);

public sealed class GrantChaos : GrantChaosTests
{
    private Testing.Azurite.AzuriteServer? _azurite;

    protected override string? Storage => _azurite!.ConnectionString;

    public override async Task InitializeAsync()
    {
        _azurite = await Testing.Azurite.AzuriteServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _azurite!.DisposeAsync();
    }
}
