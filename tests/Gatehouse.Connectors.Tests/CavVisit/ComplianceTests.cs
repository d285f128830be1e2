using Gatehouse.Connectors.Tests.Compliance;

namespace Gatehouse.Connectors.Tests.CavVisit;

public sealed class ComplianceTests : ComplianceSuite<CavVisitFixture>;
