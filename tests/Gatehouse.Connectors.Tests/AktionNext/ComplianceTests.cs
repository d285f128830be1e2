using Gatehouse.Connectors.Tests.Compliance;

namespace Gatehouse.Connectors.Tests.AktionNext;

public sealed class ComplianceTests : ComplianceSuite<AktionNextFixture>;
