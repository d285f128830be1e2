using Gatehouse.Connectors.Tests.Compliance;

namespace Gatehouse.Connectors.Tests.HappyHabitat;

public sealed class ComplianceTests : ComplianceSuite<HappyHabitatFixture>;
