using Gatehouse.Connectors.Tests.Compliance;

namespace Gatehouse.Connectors.Tests.VizPin;

public sealed class ComplianceTests : ComplianceSuite<VizPinFixture>;
