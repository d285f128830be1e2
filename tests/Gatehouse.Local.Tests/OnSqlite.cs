using Gatehouse.Local.Tests.Facilities;
using Gatehouse.Local.Tests.Grants;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Local.Tests.Organizations;
using Gatehouse.Local.Tests.People;
using Gatehouse.Local.Tests.Processes;
using Gatehouse.Local.Tests.Reconciliation;
using Gatehouse.Local.Tests.Requests;
using Gatehouse.Local.Tests.Sensitive;
using Gatehouse.Local.Tests.Subscriptions;
using Gatehouse.Local.Tests.Vendors;
using Gatehouse.Local.Tests.Visits;
using Gatehouse.Local.Tests.Work;

// The tests of this project, run over the embedded stores.
namespace Gatehouse.Local.Tests.OnSqlite;

public sealed class VisitLife(HubFixture hub) : VisitLifeTests<HubFixture>(hub);
public sealed class VisitAccesses(HubFixture hub) : VisitAccessTests<HubFixture>(hub);
public sealed class VisitLists(HubFixture hub) : VisitListTests<HubFixture>(hub);
public sealed class Persons(HubFixture hub) : PeopleTests<HubFixture>(hub);
public sealed class Companies(HubFixture hub) : OrganizationTests<HubFixture>(hub);
public sealed class Sites(HubFixture hub) : FacilityTests<HubFixture>(hub);
public sealed class BadInput(HubFixture hub) : BadInputTests<HubFixture>(hub);
public sealed class VendorFaults(HubFixture hub) : VendorFaultTests<HubFixture>(hub);
public sealed class UnknownOutcomes(HubFixture hub) : UnknownOutcomeTests<HubFixture>(hub);
public sealed class SensitiveValues(HubFixture hub) : SensitiveValueTests<HubFixture>(hub);
public sealed class Reconciles(HubFixture hub) : ReconcileTests<HubFixture>(hub);
public sealed class Syncs(HubFixture hub) : SyncTests<HubFixture>(hub);
public sealed class SilentFacilities(HubFixture hub) : SilentFacilityTests<HubFixture>(hub);
public sealed class Directories(HubFixture hub) : DirectoryTests<HubFixture>(hub);
public sealed class GrantCreates(HubFixture hub) : GrantCreateTests<HubFixture>(hub);
public sealed class GrantChanges(HubFixture hub) : GrantChangeTests<HubFixture>(hub);
public sealed class GrantVendors(HubFixture hub) : GrantVendorTests<HubFixture>(hub);
public sealed class Subscribers(HubFixture hub) : SubscriptionTests<HubFixture>(hub);
public sealed class GrantChaos : GrantChaosTests<EmbeddedStorage>;
public sealed class Stops : StopTests<EmbeddedStorage>;
public sealed class Timers : TimerTests<EmbeddedStorage>;
