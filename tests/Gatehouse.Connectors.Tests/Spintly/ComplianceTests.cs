using Gatehouse.Connectors.Tests.Compliance;

namespace Gatehouse.Connectors.Tests.Spintly;

public sealed class ComplianceTests : ComplianceSuite<SpintlyFixture>;
