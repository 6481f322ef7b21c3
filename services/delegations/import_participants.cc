#include "services/delegations/import_participants.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/desk.h"
#include "services/delegations/import_lookup.h"
#include "services/delegations/import_table.h"
#include "services/delegations/person_table.h"
#include "services/delegations/rows.h"
#include "services/delegations/rules.h"
#include "services/delegations/verbs.h"
#include "services/directory/table.h"
#include "services/directory/visibility_table.h"
#include "services/names/sound.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using P = v1::Participant;
using Reject = v1::ImportReject;
using google::protobuf::util::MessageDifferencer;

// Of those whom a row may speak of, a question names so many.
constexpr size_t kMostCandidates = 5;
// Who may change the people of a delegation.
constexpr base::RoleSet kRegistrars = {v1::REGISTRAR, v1::EVENT_MANAGER, v1::ADMINISTRATOR};

// What a row stands in, once its names were looked up.
struct Row {
  const ParticipantRow& source;
  const ImportRow& said;
  std::string category;
  std::string delegation;                  // empty: none, or one to be created
  std::vector<std::string> organizations;  // those that have the name; none, one or several
  bool creates_organization = false;
  bool creates_delegation = false;
  bool has_unknown_organization = false;  // which is kept as the affiliation
  // Who it may be.
  std::vector<directory::PersonMatch> matches;
  absl::optional<v1::Person> named;  // whom it names by id
  absl::optional<P> participation;   // which it names by id
};

// Who was found for a run of rows: their participations and the lines that spoke of them.
struct KnownPeople {
  std::map<std::string, std::vector<P>> participations;
  std::map<std::string, int64_t> lines;
};

// How the names of a row sound, roughly enough for initials: rows of one such key may speak of one
// person.
std::set<std::string> SoundKeysOf(const ImportRow& row) {
  std::set<std::string> keys;
  const auto add = [&](const v1::PersonName& name) {
    keys.insert(absl::StrCat(names::SoundOf(name.family_name()), " ",
                             names::SoundOf(name.given_name()).substr(0, 1)));
  };
  for (const v1::PersonName& name : row.person.names()) add(name);
  if (row.person.has_latin_name()) add(row.person.latin_name());
  return keys;
}

absl::Status Repeated(const std::string& person, int64_t line) {
  return base::Refuse(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_REPEATED_ROW,
                      absl::StrCat("the same person stands in line ", line),
                      {{"line", absl::StrCat(line)}, {"person", person}});
}

absl::Status LikelyDuplicate(const std::vector<directory::PersonMatch>& matches) {
  return base::Refuse(
      absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_LIKELY_DUPLICATE,
      absl::StrCat("people who are there look like this one, ", matches.front().person.sort_name(),
                   " most of all"),
      {{"person", matches.front().person.name()}, {"candidates", absl::StrCat(matches.size())}});
}

// Of a participation that the caller does not see no more is told than that there is one.
absl::Status TakesPartElsewhere(const P& participant, bool is_visible) {
  if (!is_visible) {
    return base::Refuse(absl::StatusCode::kAlreadyExists,
                        v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES,
                        absl::StrCat(participant.person(), " takes part in this event already"),
                        {{"person", participant.person()}});
  }
  return base::Refuse(absl::StatusCode::kAlreadyExists,
                      v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES,
                      absl::StrCat(participant.person(), " takes part in this event already, ",
                                   participant.delegation().empty()
                                       ? "alone"
                                       : absl::StrCat("in ", participant.delegation())),
                      {{"participant", participant.name()},
                       {"person", participant.person()},
                       {"delegation", participant.delegation()}});
}

absl::Status TookPart(const P& participant) {
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
      absl::StrCat(participant.name(), ", this person's participation, is ",
                   P::State_Name(participant.state())),
      {{"participant", participant.name()}, {"state", P::State_Name(participant.state())}});
}

// Carries out the rows of one transaction.
class Batch {
 public:
  Batch(Desk& desk, const ParticipantImport& import)
      : desk_(desk), import_(import), lookup_(desk) {}

  absl::Status Do(const std::vector<ParticipantRow>& rows, const RefusedRows& refused);
  ImportOutcome TakeOutcome() { return std::move(outcome_); }

 private:
  // Whether the row is to be carried out; else its place in the outcome is settled.
  bool IsToBeDone(const ParticipantRow& row, const RefusedRows& refused);
  absl::Status LookUp(const std::vector<ParticipantRow>& rows);
  absl::Status Resolve(Row& row);
  absl::Status ResolveDelegation(Row& row);
  void KeepAsAffiliation(Row& row);
  // Rows that cannot speak of one another's people.
  absl::Status DoRun(std::vector<Row> rows);
  absl::Status FindNamed(std::vector<Row>& rows);
  absl::Status FindMatches(std::vector<Row>& rows);
  absl::StatusOr<KnownPeople> FindKnown(const std::vector<Row>& rows);
  absl::Status DoRow(Row& row, KnownPeople& known);
  absl::Status DoPerson(Row& row, const v1::Person& person, bool is_by_id, KnownPeople& known);
  absl::Status Create(Row& row, const v1::Person* person, bool is_by_id);
  absl::Status CreateSurroundings(Row& row, v1::RegistrationRow& registration);
  absl::Status Edit(Row& row, const v1::Person& person, bool is_by_id, P participant);
  // True where it changed something.
  absl::StatusOr<bool> EditPerson(Row& row, const v1::Person& person, bool is_by_id);
  // SECRETARIAT_ONLY where a focal point's list moves somebody in official lists.
  absl::Status CheckMayRank(int before, int after) const;
  absl::StatusOr<std::string> OrganizationFor(const Row& row, absl::string_view of_person) const;
  void RemarkInitials(const Row& row);

  RowPlace PlaceOf(const Row& row) const {
    return {*row.source.cells, import_.reading.columns, row.said.said};
  }
  void Refuse(const Row& row, const absl::Status& refusal);
  void Ask(const Row& row, const absl::Status& why, absl::string_view remedy,
           const std::vector<directory::PersonMatch>& candidates);
  void Note(const Row& row, const std::string& person) {
    outcome_.subjects.emplace_back(person, row.said.line);
    noted_.emplace(person, row.said.line);
  }

  Desk& desk_;
  const ParticipantImport& import_;
  ImportLookup lookup_;
  ImportOutcome outcome_;
  std::map<std::string, int64_t> noted_;  // whom rows of this batch were about
  bool has_written_ = false;              // for the row that is being done
};

void Batch::Refuse(const Row& row, const absl::Status& refusal) {
  std::vector<Reject>& rejects = outcome_.rejects[row.said.line];
  for (Reject& reject : ToRejects(PlaceOf(row), refusal)) rejects.push_back(std::move(reject));
  ++outcome_.rejected;
}

void Batch::Ask(const Row& row, const absl::Status& why, absl::string_view remedy,
                const std::vector<directory::PersonMatch>& candidates) {
  Reject reject = ToRejects(PlaceOf(row), why).front();
  reject.set_severity(Reject::QUESTION);
  reject.set_remedy(std::string(remedy));
  for (const directory::PersonMatch& match : candidates) {
    if (static_cast<size_t>(reject.candidates_size()) == kMostCandidates) break;
    v1::FindDuplicatesResponse::Candidate& candidate = *reject.add_candidates();
    *candidate.mutable_person() = match.person;
    candidate.set_likeness(match.likeness);
    *candidate.mutable_reasons() = {match.reasons.begin(), match.reasons.end()};
  }
  outcome_.rejects[row.said.line].push_back(std::move(reject));
  ++outcome_.rejected;
}

bool Batch::IsToBeDone(const ParticipantRow& row, const RefusedRows& refused) {
  const ImportRow& said = row.said;
  if (row.decision != nullptr && row.decision->leave_out()) {
    ++outcome_.unchanged;
    return false;
  }
  const auto before = refused.find(said.line);
  if (before != refused.end()) {
    outcome_.rejects[said.line] = before->second;
  } else if (!said.problems.empty()) {
    outcome_.rejects[said.line] = said.problems;
  }
  if (before == refused.end() && !HoldBack(said.problems)) return true;
  ++outcome_.rejected;
  return false;
}

absl::Status Batch::LookUp(const std::vector<ParticipantRow>& rows) {
  std::set<std::string> organizations;
  std::set<std::string> delegations;
  for (const ParticipantRow& row : rows) {
    for (const v1::LocalizedText& name : row.said.organizations) organizations.insert(name.text());
    if (!row.said.delegation.empty()) delegations.insert(row.said.delegation);
  }
  return lookup_.LookUp(organizations, delegations);
}

absl::Status Batch::ResolveDelegation(Row& row) {
  if (!row.said.delegation.empty()) {
    PLENARY_ASSIGN_OR_RETURN(row.delegation, lookup_.Delegation(row.said.delegation));
    return absl::OkStatus();
  }
  row.delegation = import_.request.delegation();
  if (!row.delegation.empty() || !import_.request.create_delegations()) return absl::OkStatus();
  if (row.organizations.size() == 1) {
    PLENARY_ASSIGN_OR_RETURN(row.delegation, lookup_.DelegationOf(row.organizations.front()));
  }
  row.creates_delegation =
      row.delegation.empty() && (row.organizations.size() == 1 || row.creates_organization);
  return absl::OkStatus();
}

// Says that the organization isn't there. Nothing is lost: the row's own words for it stay.
void Batch::KeepAsAffiliation(Row& row) {
  row.has_unknown_organization = !row.said.Says(v1::AFFILIATION);
  const std::string& name = row.said.organizations.front().text();
  Reject remark = ToRejects(PlaceOf(row),
                            base::Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_UNKNOWN_NAME,
                                         absl::StrCat("no organization is called «", name, "»"),
                                         {{"name", name}, {"field", "new_person.organization"}}))
                      .front();
  remark.set_severity(Reject::REMARK);
  remark.set_remedy(
      "It was kept as the affiliation at the event. Create the organization, or import with "
      "organizations created, to link it.");
  outcome_.rejects[row.said.line].push_back(std::move(remark));
}

absl::Status Batch::Resolve(Row& row) {
  for (const v1::LocalizedText& name : row.said.organizations) {
    row.organizations = lookup_.Organizations(name.text());
    if (!row.organizations.empty()) break;
  }
  const bool is_unknown = row.organizations.empty() && !row.said.organizations.empty();
  row.creates_organization = is_unknown && import_.request.create_organizations();
  if (is_unknown && !row.creates_organization) KeepAsAffiliation(row);
  if (row.said.category.empty() && !import_.request.category().empty()) {
    row.category = import_.request.category();
  } else {
    PLENARY_ASSIGN_OR_RETURN(row.category, lookup_.Category(row.said.category));
  }
  return ResolveDelegation(row);
}

absl::Status Batch::Do(const std::vector<ParticipantRow>& rows, const RefusedRows& refused) {
  PLENARY_RETURN_IF_ERROR(LookUp(rows));
  std::vector<Row> run;
  std::set<std::string> keys;
  for (const ParticipantRow& source : rows) {
    if (!IsToBeDone(source, refused)) continue;
    Row row{source, source.said, "", "", {}, false, false, false, {}, {}, {}};
    std::set<std::string> its_keys = SoundKeysOf(source.said);
    const bool may_meet = std::any_of(its_keys.begin(), its_keys.end(),
                                      [&](const auto& key) { return keys.count(key) > 0; });
    if (may_meet) {
      PLENARY_RETURN_IF_ERROR(DoRun(std::move(run)));
      run.clear();
      keys.clear();
    }
    keys.merge(its_keys);
    run.push_back(std::move(row));
  }
  return DoRun(std::move(run));
}

absl::Status Batch::FindNamed(std::vector<Row>& rows) {
  std::vector<std::string> people;
  std::vector<std::string> participations;
  for (const Row& row : rows) {
    const bool is_decided =
        row.source.decision != nullptr && !row.source.decision->person().empty();
    people.push_back(is_decided ? row.source.decision->person() : row.said.person_name);
    participations.push_back(
        row.said.participant_id.empty()
            ? ""
            : absl::StrCat(desk_.event().name(), "/participants/", row.said.participant_id));
  }
  const auto has_any = [](const std::vector<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [](const auto& name) { return !name.empty(); });
  };
  if (has_any(participations)) {
    PLENARY_ASSIGN_OR_RETURN(auto found, FindParticipants(desk_.tx(), participations));
    for (size_t i = 0; i < rows.size(); ++i) {
      if (!found[i] || found[i]->has_delete_time() || !desk_.Sees(*found[i])) continue;
      rows[i].participation = std::move(found[i]);
      people[i] = rows[i].participation->person();
    }
  }
  if (!has_any(people)) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(auto found, directory::FindPeople(desk_.tx(), people));
  std::set<std::string> names;
  for (const auto& person : found) {
    if (person) names.insert(person->name());
  }
  PLENARY_ASSIGN_OR_RETURN(const auto visible,
                           directory::OnlyVisiblePeople(desk_.tx(), desk_.change().call().access,
                                                        {names.begin(), names.end()}));
  for (size_t i = 0; i < rows.size(); ++i) {
    if (found[i] && visible.count(found[i]->name()) > 0) rows[i].named = std::move(found[i]);
  }
  return absl::OkStatus();
}

absl::Status Batch::FindMatches(std::vector<Row>& rows) {
  std::vector<directory::Wanted> wanted;
  std::vector<Row*> those;
  for (Row& row : rows) {
    const bool is_new = row.source.decision != nullptr && row.source.decision->create_new();
    if (row.named || is_new || row.said.person.names().empty()) continue;
    directory::Wanted one{row.said.person};
    if (row.organizations.size() == 1) one.person.set_organization(row.organizations.front());
    // One that is still to be created is nobody's yet.
    if (row.creates_organization) one.person.set_organization("organizations/-");
    wanted.push_back(std::move(one));
    those.push_back(&row);
  }
  if (wanted.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(auto matches,
                           directory::MatchVisiblePeople(desk_.tx(), import_.vault,
                                                         desk_.change().call().access, wanted));
  for (size_t i = 0; i < those.size(); ++i) those[i]->matches = std::move(matches[i]);
  return absl::OkStatus();
}

absl::StatusOr<KnownPeople> Batch::FindKnown(const std::vector<Row>& rows) {
  std::set<std::string> people;
  for (const Row& row : rows) {
    if (row.named) people.insert(row.named->name());
    // Of those who only look alike it doesn't matter: they are asked about all the same.
    for (const directory::PersonMatch& match : row.matches) {
      if (match.is_same) people.insert(match.person.name());
    }
  }
  const std::vector<std::string> names(people.begin(), people.end());
  PLENARY_ASSIGN_OR_RETURN(auto participations,
                           FindParticipationsOf(desk_.tx(), desk_.event().name(), names));
  PLENARY_ASSIGN_OR_RETURN(const auto lines, FindLines(desk_.tx(), import_.operation, names));
  KnownPeople known;
  for (size_t i = 0; i < names.size(); ++i) {
    std::vector<P>& its = participations[i];
    // Of participations that are hidden only an active one matters: it stands in the way.
    const auto is_of_no_matter = [&](const P& each) {
      return !desk_.Sees(each) && !IsActive(each.state());
    };
    its.erase(std::remove_if(its.begin(), its.end(), is_of_no_matter), its.end());
    known.participations[names[i]] = std::move(its);
    known.lines[names[i]] = lines[i];
  }
  return known;
}

absl::Status Batch::DoRun(std::vector<Row> rows) {
  std::vector<Row> ready;
  ready.reserve(rows.size());
  for (Row& row : rows) {
    // Here, since an earlier run may have created what this one names.
    const absl::Status resolved = Resolve(row);
    if (resolved.ok()) {
      ready.push_back(std::move(row));
    } else if (IsRefusal(resolved)) {
      Refuse(row, resolved);
    } else {
      return resolved;
    }
  }
  if (ready.empty()) return absl::OkStatus();
  PLENARY_RETURN_IF_ERROR(FindNamed(ready));
  PLENARY_RETURN_IF_ERROR(FindMatches(ready));
  PLENARY_ASSIGN_OR_RETURN(KnownPeople known, FindKnown(ready));
  for (Row& row : ready) {
    has_written_ = false;
    const absl::Status done = DoRow(row, known);
    if (done.ok()) continue;
    if (!IsRefusal(done)) return done;
    Refuse(row, done);
    if (has_written_) outcome_.leftovers.insert(row.said.line);
  }
  return absl::OkStatus();
}

absl::Status Batch::DoRow(Row& row, KnownPeople& known) {
  if (row.named) {
    // A decision for somebody whom the name only resembles says nothing about spelling.
    const bool is_by_id = row.source.decision == nullptr || row.source.decision->person().empty();
    return DoPerson(row, *row.named, is_by_id, known);
  }
  if (row.said.person.names().empty()) {
    return base::NotFound(row.said.person_name.empty() ? row.said.participant_id
                                                       : row.said.person_name);
  }
  std::vector<Lookalike> lookalikes;
  lookalikes.reserve(row.matches.size());
  for (const directory::PersonMatch& match : row.matches) {
    const auto& its = known.participations[match.person.name()];
    const bool takes_part = std::any_of(
        its.begin(), its.end(), [](const P& participant) { return IsActive(participant.state()); });
    lookalikes.push_back({match.person.name(), match.likeness, match.is_same, takes_part});
  }
  const Identity identity =
      Identify(row.source.decision, import_.request.likely_duplicates(), lookalikes);
  if (identity.kind == Identity::kNew) return Create(row, nullptr, false);
  if (identity.kind == Identity::kQuestion) {
    Ask(row, LikelyDuplicate(row.matches),
        "Decide whether the row is one of them, or a person who isn't there yet.", row.matches);
    return absl::OkStatus();
  }
  const auto match = std::find_if(
      row.matches.begin(), row.matches.end(),
      [&](const directory::PersonMatch& each) { return each.person.name() == identity.person; });
  return DoPerson(row, match->person, false, known);
}

absl::Status Batch::DoPerson(Row& row, const v1::Person& person, bool is_by_id,
                             KnownPeople& known) {
  const auto noted = noted_.find(person.name());
  const int64_t line = noted != noted_.end() ? noted->second : known.lines[person.name()];
  if (line != 0 && line != row.said.line) return Repeated(person.name(), line);
  const std::vector<P>& participations = known.participations[person.name()];
  const auto active = std::find_if(participations.begin(), participations.end(),
                                   [](const P& each) { return IsActive(each.state()); });
  if (active != participations.end()) return Edit(row, person, is_by_id, *active);
  if (row.participation) {
    // Of somebody who left, the export of this event says so; that is no reason to come back.
    ++outcome_.unchanged;
    Note(row, person.name());
    return absl::OkStatus();
  }
  const bool is_decided = row.source.decision != nullptr && !row.source.decision->person().empty();
  if (!participations.empty() && !is_decided) {
    Ask(row, TookPart(participations.back()),
        "Reinstate the participation, or decide that the row is this person to register anew.",
        {directory::PersonMatch{person, 1000, {}, true}});
    return absl::OkStatus();
  }
  return Create(row, &person, is_by_id);
}

absl::StatusOr<std::string> Batch::OrganizationFor(const Row& row,
                                                   absl::string_view of_person) const {
  const auto& fitting = row.organizations;
  if (fitting.empty()) return std::string();
  if (fitting.size() == 1) return fitting.front();
  if (std::find(fitting.begin(), fitting.end(), of_person) != fitting.end()) {
    return std::string(of_person);
  }
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_AMBIGUOUS_NAME,
                      absl::StrCat("«", row.said.organizations.front().text(), "» may be one of ",
                                   fitting.size(), " organizations; give the id"),
                      {{"name", row.said.organizations.front().text()},
                       {"field", "new_person.organization"},
                       {"candidates", absl::StrCat(fitting.size())}});
}

// Creates the organization and the delegation that the row needs.
absl::Status Batch::CreateSurroundings(Row& row, v1::RegistrationRow& registration) {
  if (row.creates_organization) {
    // An earlier row of this run may have needed the same.
    row.organizations = lookup_.Organizations(row.said.organizations.front().text());
    if (row.organizations.empty()) {
      has_written_ = true;
      PLENARY_ASSIGN_OR_RETURN(const std::string created,
                               lookup_.AddOrganization(row.said.organizations, ""));
      row.organizations = {created};
    }
    row.creates_organization = false;
    if (registration.has_new_person()) {
      registration.mutable_new_person()->set_organization(row.organizations.front());
    }
  }
  if (row.creates_delegation) {
    PLENARY_ASSIGN_OR_RETURN(row.delegation, lookup_.DelegationOf(row.organizations.front()));
    if (row.delegation.empty()) {
      has_written_ = true;
      PLENARY_ASSIGN_OR_RETURN(row.delegation, lookup_.AddDelegationOf(row.organizations.front()));
    }
    registration.mutable_participant()->set_delegation(row.delegation);
  }
  return absl::OkStatus();
}

absl::Status Batch::Create(Row& row, const v1::Person* person, bool is_by_id) {
  v1::RegistrationRow registration;
  registration.set_when_full(import_.request.when_full());
  registration.set_confirm(import_.request.confirm());
  P& participant = *registration.mutable_participant();
  participant = row.said.participant;
  participant.set_category(row.category);
  participant.set_delegation(row.delegation);
  if (row.has_unknown_organization) ApplyAffiliations(row.said.organizations, participant);
  if (person != nullptr) {
    participant.set_person(person->name());
  } else {
    v1::Person& created = *registration.mutable_new_person();
    created = row.said.person;
    *created.mutable_job_titles() = row.said.participant.titles();
    PLENARY_ASSIGN_OR_RETURN(*created.mutable_organization(), OrganizationFor(row, ""));
  }
  PLENARY_RETURN_IF_ERROR(CheckMayRank(0, participant.precedence()));
  base::FieldErrors errors;
  base::CheckFields(registration, errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CreateSurroundings(row, registration));
  PLENARY_ASSIGN_OR_RETURN(const P registered, Register(desk_, import_.vault, registration,
                                                        import_.request.reason(), ""));
  if (person != nullptr) {
    has_written_ = true;
    PLENARY_RETURN_IF_ERROR(EditPerson(row, *person, is_by_id).status());
  } else {
    ++outcome_.people_created;
    if (row.said.has_only_initials) RemarkInitials(row);
  }
  ++outcome_.created;
  Note(row, registered.person());
  return absl::OkStatus();
}

absl::Status Batch::CheckMayRank(int before, int after) const {
  if (before == after || desk_.is_secretariat()) return absl::OkStatus();
  return SecretariatOnly("a place in official lists", "participant.precedence");
}

void Batch::RemarkInitials(const Row& row) {
  Reject remark = ToRejects(PlaceOf(row), base::BadField("new_person.names",
                                                         "has initials in place of a given name"))
                      .front();
  remark.set_severity(Reject::REMARK);
  remark.set_remedy("The person was created with them; complete the name when it is known.");
  outcome_.rejects[row.said.line].push_back(std::move(remark));
}

absl::StatusOr<bool> Batch::EditPerson(Row& row, const v1::Person& person, bool is_by_id) {
  // Somebody who takes part elsewhere too is not the focal point's to change.
  const base::Access* const access = desk_.change().call().access;
  if (!directory::SeesEverybody(access)) {
    PLENARY_ASSIGN_OR_RETURN(
        const bool is_elsewhere,
        TakesPartOutside(desk_.tx(), person.name(), access->ReachOf(kRegistrars)));
    if (is_elsewhere) return false;
  }
  v1::Person after = person;
  ApplyRow(row.said, is_by_id, after);
  PLENARY_ASSIGN_OR_RETURN(const std::string organization,
                           OrganizationFor(row, person.organization()));
  if (!organization.empty()) after.set_organization(organization);
  bool is_changed = false;
  if (row.said.person.has_birth_date()) {
    PLENARY_ASSIGN_OR_RETURN(
        is_changed,
        directory::KeepBirthDate(desk_.tx(), import_.vault, row.said.person.birth_date(), after));
    has_written_ |= is_changed;
  }
  if (!is_changed && MessageDifferencer::Equals(person, after)) return false;
  base::FieldErrors errors;
  base::CheckFields(after, errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, desk_.change().Now(storage::kDirectoryPartition));
  after.set_sort_name(directory::TextOf(after.names(0)));
  storage::StampUpdated(after, person, now);
  has_written_ = true;
  PLENARY_RETURN_IF_ERROR(directory::UpdatePersonRow(desk_.tx(), person, after));
  desk_.change().Record(after.name(), v1::Change::UPDATED, after);
  return true;
}

absl::Status Batch::Edit(Row& row, const v1::Person& person, bool is_by_id, P participant) {
  const bool says_delegation = !row.delegation.empty() || row.creates_delegation;
  if (says_delegation && row.delegation != participant.delegation()) {
    return TakesPartElsewhere(participant, desk_.Sees(participant));
  }
  if (import_.request.existing() == v1::SKIP_EXISTING) {
    Note(row, person.name());
    ++outcome_.unchanged;
    return absl::OkStatus();
  }
  PLENARY_ASSIGN_OR_RETURN(bool is_changed, EditPerson(row, person, is_by_id));
  const bool moves = !row.said.category.empty() && row.category != participant.category() &&
                     !lookup_.IsOverflowOf(participant.category(), row.category);
  if (moves) {
    v1::ChangeCategoryRequest move;
    move.set_name(participant.name());
    move.set_category(row.category);
    move.set_when_full(import_.request.when_full());
    move.set_reason(import_.request.reason());
    PLENARY_ASSIGN_OR_RETURN(participant, MoveToCategory(desk_, move));
    is_changed = true;
    has_written_ = true;
  }
  v1::UpdateParticipantRequest update;
  *update.mutable_participant() = participant;
  ApplyRow(row.said, person, *update.mutable_participant());
  if (row.has_unknown_organization) {
    ApplyAffiliations(row.said.organizations, *update.mutable_participant());
  }
  PLENARY_RETURN_IF_ERROR(
      CheckMayRank(participant.precedence(), update.participant().precedence()));
  if (!MessageDifferencer::Equals(participant, update.participant())) {
    update.mutable_participant()->clear_etag();
    update.mutable_update_mask()->mutable_paths()->Add(std::string(1, '*'));
    update.set_reason(import_.request.reason());
    base::FieldErrors errors;
    base::CheckFields(update, errors);
    PLENARY_RETURN_IF_ERROR(errors.ToStatus());
    PLENARY_RETURN_IF_ERROR(delegations::Edit(desk_, update).status());
    is_changed = true;
  }
  Note(row, person.name());
  ++(is_changed ? outcome_.updated : outcome_.unchanged);
  return absl::OkStatus();
}

}  // namespace

std::vector<ParticipantRow> ReadRows(
    const std::vector<interchange::TableRow>& cells, const ListReading& reading,
    const std::map<int64_t, const v1::ImportDecision*>& decisions) {
  std::vector<ParticipantRow> rows;
  rows.reserve(cells.size());
  for (const interchange::TableRow& each : cells) {
    const auto decided = decisions.find(each.line);
    const v1::ImportDecision* decision = decided == decisions.end() ? nullptr : decided->second;
    // Whoever decides who the row is has seen the repair that was proposed.
    const bool repairs = reading.repairs_lookalikes || decision != nullptr;
    rows.push_back({&each, ReadParticipantRow(each, reading, repairs), decision});
  }
  return rows;
}

absl::StatusOr<ImportOutcome> ImportRows(storage::Change& change, const ParticipantImport& import,
                                         const std::vector<ParticipantRow>& rows,
                                         const RefusedRows& refused) {
  PLENARY_ASSIGN_OR_RETURN(const auto desk,
                           Desk::Open(change, import.attendances, import.request.parent(),
                                      {import.request.delegation(), import.request.category()}));
  Batch batch(*desk, import);
  PLENARY_RETURN_IF_ERROR(batch.Do(rows, refused));
  PLENARY_RETURN_IF_ERROR(desk->Close());
  return batch.TakeOutcome();
}

}  // namespace plenary::delegations
