using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>The calls under <c>Companies/</c>: seed 000 "Companies".</summary>
internal sealed class CompanyEndpoints(CavVisitAssumptions assumptions, CavVisitAnswers answers)
{
    public SimulatorResponse List(CavVisitCall call) => Answer(call.Customer.Companies.List());

    public SimulatorResponse Create(CavVisitCall call) =>
        Answer([call.Customer.AddCompany(Checked(call.Object("Company", answers.Json.Company)))]);

    public SimulatorResponse Update(CavVisitCall call)
    {
        var sent = call.Object("Company", answers.Json.Company);
        var updated = call.Customer.Companies.Change(sent.Id, stored =>
        {
            var company = assumptions.UpdateMode == UpdateMode.Merge ? call.Merged("Company", stored, answers.Json.Company) : sent;
            return Checked(company with { RegistrationDate = stored.RegistrationDate });
        });
        return updated is null ? NotFound(sent.Id) : Answer([updated]);
    }

    public SimulatorResponse Delete(CavVisitCall call)
    {
        var id = call.Int("id", "Id");
        return call.Customer.Companies.Remove(id) is { } removed
            ? CavVisitAnswers.Assumed(assumptions.DeleteAnswer, [removed], answers.Json.IReadOnlyListCompany)
            : NotFound(id);
    }

    private SimulatorResponse Answer(IReadOnlyList<Company> companies) =>
        CavVisitAnswers.List(companies, answers.Json.IReadOnlyListCompany);

    private SimulatorResponse NotFound(int id) => answers.Error(404, $"Company {id} was not found.");

    private Company Checked(Company company) => string.IsNullOrWhiteSpace(company.Description)
        ? throw answers.Refuse(400, "The request is invalid: Description is missing.")
        : company;
}
