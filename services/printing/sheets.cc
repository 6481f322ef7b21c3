#include "services/printing/sheets.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/documents/shipped.h"
#include "services/events/table.h"
#include "services/names/written.h"
#include "services/printing/briefs.h"
#include "services/printing/printed_lines.pb.h"
#include "services/printing/table.h"
#include "services/printing/words_rules.h"
#include "services/schedule/table.h"
#include "services/storage/resource.h"

namespace plenary::printing {
namespace {

using storage::Call;
using storage::Tx;
using P = v1::Participant;

constexpr absl::string_view kContentField = "content";

// Gathers one document.
class SheetGatherer {
 public:
  SheetGatherer(Tx& tx, const Call& call, const schedule::ScheduleService& schedule,
                const Order& order)
      : tx_(tx),
        call_(call),
        schedule_(schedule),
        order_(order),
        language_(order.language),
        tag_(documents::TagOf(order.language)) {}

  absl::StatusOr<Sheet> Gather() {
    const std::string event(base::EventOf(order_.subject));
    PLENARY_ASSIGN_OR_RETURN(event_, storage::Existing(events::FindEvent(tx_, event), event));
    absl::LoadTimeZone(event_.time_zone(), &zone_);
    sheet_.zone = zone_;
    FillEvent(event_, language_, sheet_.data);
    if (order_.kind != v1::EVENT_PROGRAMME) PLENARY_RETURN_IF_ERROR(GatherDelegation());
    PLENARY_RETURN_IF_ERROR(GatherContent());
    return std::move(sheet_);
  }

 private:
  absl::Status GatherContent() {
    switch (order_.kind) {
      case v1::DELEGATION_LIST:
        return GatherList();
      case v1::HEAD_DAY:
        return GatherHeadDay();
      default:
        return GatherProgramme();
    }
  }

  absl::Status GatherDelegation() {
    PLENARY_ASSIGN_OR_RETURN(
        delegation_,
        storage::Existing(delegations::FindDelegation(tx_, order_.subject), order_.subject));
    PLENARY_ASSIGN_OR_RETURN(const auto organization,
                             directory::FindOrganization(tx_, delegation_.organization()));
    if (organization) {
      organization_ = names::WrittenText(organization->display_names(), tag_);
    }
    const std::string own = names::WrittenText(delegation_.display_names(), tag_);
    std::map<std::string, std::string>& texts = sheet_.data.texts;
    texts["delegation.name"] = own.empty() ? organization_ : own;
    const std::string days = DaysOf(delegation_.stay(), zone_, language_);
    texts["delegation.dates"] = days.empty() ? DaysOf(event_.interval(), zone_, language_) : days;
    return absl::OkStatus();
  }

  // --- The list.

  absl::Status GatherList() {
    PLENARY_ASSIGN_OR_RETURN(std::vector<P> participants, MembersInOrder());
    std::vector<std::string> names;
    names.reserve(participants.size());
    for (const P& each : participants) names.push_back(each.person());
    PLENARY_ASSIGN_OR_RETURN(const auto people, directory::FindPeople(tx_, names));
    PLENARY_RETURN_IF_ERROR(FindAffiliations(people));
    std::vector<Member> members;
    members.reserve(participants.size());
    for (size_t i = 0; i < participants.size(); ++i) {
      members.push_back(MemberOf(participants[i], people[i] ? &*people[i] : nullptr));
    }
    FillMembers(members, sheet_);
    int64_t number = 0;
    std::vector<storage::Statement> statements;
    statements.push_back(delegations::SelectCompositionNumber(order_.subject, number));
    PLENARY_RETURN_IF_ERROR(tx_.RunAll(absl::MakeSpan(statements)));
    if (number > 0) sheet_.version = absl::StrCat(number);
    sheet_.data.texts["delegation.number"] = sheet_.version;
    return absl::OkStatus();
  }

  // Those who come, in the order of lists: by precedence. Who has none stands behind all who have
  // one, the head before the others.
  absl::StatusOr<std::vector<P>> MembersInOrder() {
    PLENARY_ASSIGN_OR_RETURN(std::vector<P> members, delegations::ListAllOf(tx_, order_.subject));
    const auto stays_away = [](const P& each) {
      return each.state() != P::NOMINATED && each.state() != P::CONFIRMED &&
             each.state() != P::ACCEPTED;
    };
    members.erase(std::remove_if(members.begin(), members.end(), stays_away), members.end());
    const auto rank = [](const P& each) {
      constexpr int kNone = std::numeric_limits<int>::max();
      if (each.precedence() > 0) return std::pair(each.precedence(), 0);
      const bool has_capacity = each.capacity() != P::CAPACITY_UNSPECIFIED;
      return std::pair(kNone, has_capacity ? static_cast<int>(each.capacity()) : kNone);
    };
    std::stable_sort(members.begin(), members.end(),
                     [&](const P& left, const P& right) { return rank(left) < rank(right); });
    return members;
  }

  absl::Status FindAffiliations(const std::vector<absl::optional<v1::Person>>& people) {
    std::set<std::string> wanted;
    for (const auto& person : people) {
      if (person && !person->organization().empty()) wanted.insert(person->organization());
    }
    const std::vector<std::string> names(wanted.begin(), wanted.end());
    PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindOrganizations(tx_, names));
    for (size_t i = 0; i < names.size(); ++i) {
      if (!found[i] || found[i]->has_delete_time()) continue;
      affiliations_[names[i]] = names::WrittenText(found[i]->display_names(), tag_);
    }
    return absl::OkStatus();
  }

  // As at this event; where nothing is said, as the directory has it.
  std::string AffiliationOf(const P& participant, const v1::Person* person) const {
    std::string own = names::WrittenText(participant.affiliations(), tag_);
    if (!own.empty() || person == nullptr) return own;
    const auto found = affiliations_.find(person->organization());
    return found == affiliations_.end() ? "" : found->second;
  }

  Member MemberOf(const P& participant, const v1::Person* person) const {
    Member member;
    member.participant = participant.name();
    member.name =
        person == nullptr ? participant.display_name() : names::WrittenName(*person, tag_);
    member.position = names::WrittenText(participant.titles(), tag_);
    if (member.position.empty() && person != nullptr) {
      member.position = names::WrittenText(person->job_titles(), tag_);
    }
    member.organization = AffiliationOf(participant, person);
    if (member.organization.empty()) member.organization = organization_;
    member.role = CapacityWord(participant.capacity(), language_);
    return member;
  }

  // --- Programmes.

  absl::Status GatherProgramme() {
    v1::GetProgrammeRequest request;
    request.set_subject(order_.subject);
    request.set_language_code(tag_);
    request.set_rendering(order_.kind == v1::WORKING_PROGRAMME ? v1::GetProgrammeRequest::WORKING
                                                               : v1::GetProgrammeRequest::GUESTS);
    request.set_view(View());
    PLENARY_ASSIGN_OR_RETURN(const v1::Programme programme,
                             schedule_.GetProgramme(tx_, call_, request));
    if (order_.kind == v1::GUEST_PROGRAMME) {
      FillGuestProgramme(programme, order_.day, language_, sheet_);
    } else if (order_.kind == v1::WORKING_PROGRAMME) {
      FillWorkingProgramme(programme, order_.day, language_, sheet_);
    } else {
      PLENARY_ASSIGN_OR_RETURN(const auto speakers, FindSpeakers(programme));
      FillEventProgramme(programme, speakers, order_.day, language_, sheet_);
    }
    return absl::OkStatus();
  }

  v1::ScheduleView View() const {
    return order_.is_work_in_progress ? v1::WORK_IN_PROGRESS : v1::RELEASED_VIEW;
  }

  // Who speaks in the sessions of a programme, by session. What is told of the sessions themselves
  // names them already; their affiliations are added.
  absl::StatusOr<std::map<std::string, std::vector<Speaker>>> FindSpeakers(
      const v1::Programme& programme) {
    std::vector<std::string> sessions;
    for (const v1::Programme::Day& day : programme.days()) {
      for (const v1::ProgrammeItem& item : day.items()) {
        const bool has_speakers = !item.speakers().empty() || !item.moderators().empty();
        if (has_speakers) sessions.push_back(item.activity());
      }
    }
    PLENARY_ASSIGN_OR_RETURN(const auto rows, schedule::FindActivities(tx_, sessions));
    std::map<std::string, std::vector<v1::Attendee>> speaking;
    for (size_t i = 0; i < sessions.size(); ++i) {
      if (!rows[i]) continue;
      const v1::Activity& shown =
          order_.is_work_in_progress || !rows[i]->released ? rows[i]->body : *rows[i]->released;
      for (const v1::Attendee& attendee : shown.session().attendees()) {
        if (Speaks(attendee)) speaking[sessions[i]].push_back(attendee);
      }
    }
    PLENARY_RETURN_IF_ERROR(LoadSpeakers(speaking));
    std::map<std::string, std::vector<Speaker>> speakers;
    for (const auto& [session, attendees] : speaking) {
      std::vector<Speaker>& of_session = speakers[session];
      of_session.reserve(attendees.size());
      for (const v1::Attendee& attendee : attendees) of_session.push_back(SpeakerOf(attendee));
    }
    return speakers;
  }

  static bool Speaks(const v1::Attendee& attendee) {
    const bool is_told =
        attendee.role() == v1::Attendee::SPEAKER || attendee.role() == v1::Attendee::MODERATOR;
    return is_told && !attendee.left() && attendee.answer() != v1::Attendee::DECLINED;
  }

  absl::Status LoadSpeakers(const std::map<std::string, std::vector<v1::Attendee>>& speaking) {
    std::set<std::string> participants;
    std::set<std::string> people;
    for (const auto& [session, attendees] : speaking) {
      for (const v1::Attendee& attendee : attendees) {
        if (base::HasForm(attendee.who(), delegations::kParticipantPattern)) {
          participants.insert(attendee.who());
        }
        if (!attendee.person().empty()) people.insert(attendee.person());
      }
    }
    const std::vector<std::string> who(participants.begin(), participants.end());
    PLENARY_ASSIGN_OR_RETURN(auto found, delegations::FindParticipants(tx_, who));
    for (size_t i = 0; i < who.size(); ++i) {
      if (found[i]) participants_[who[i]] = *std::move(found[i]);
    }
    const std::vector<std::string> names(people.begin(), people.end());
    PLENARY_ASSIGN_OR_RETURN(auto persons, directory::FindPeople(tx_, names));
    PLENARY_RETURN_IF_ERROR(FindAffiliations(persons));
    for (size_t i = 0; i < names.size(); ++i) {
      if (persons[i]) people_[names[i]] = *std::move(persons[i]);
    }
    return absl::OkStatus();
  }

  Speaker SpeakerOf(const v1::Attendee& attendee) const {
    const auto person = people_.find(attendee.person());
    const auto participant = participants_.find(attendee.who());
    const v1::Person* const known = person == people_.end() ? nullptr : &person->second;
    Speaker speaker;
    speaker.name = known == nullptr ? attendee.display_name() : names::WrittenName(*known, tag_);
    speaker.affiliation =
        AffiliationOf(participant == participants_.end() ? P() : participant->second, known);
    if (attendee.role() == v1::Attendee::MODERATOR) {
      speaker.role = PartWord(Part::kModerator, language_);
    }
    return speaker;
  }

  // --- The head's day.

  absl::Status GatherHeadDay() {
    const absl::Time start = absl::FromCivil(*order_.day, zone_);
    const absl::Time end = absl::FromCivil(*order_.day + 1, zone_);
    PLENARY_ASSIGN_OR_RETURN(const std::string head, HeadBetween(start, end));
    PLENARY_ASSIGN_OR_RETURN(const P participant,
                             storage::Existing(delegations::FindParticipant(tx_, head), head));
    PLENARY_ASSIGN_OR_RETURN(const auto person, directory::FindPerson(tx_, participant.person()));
    PLENARY_RETURN_IF_ERROR(FindAffiliations({person}));
    const Member who = MemberOf(participant, person ? &*person : nullptr);
    sheet_.data.texts["person.name"] = who.name;
    sheet_.data.texts["person.position"] = who.position;
    sheet_.data.texts["person.organization"] = who.organization;
    v1::GetItineraryRequest request;
    request.set_subject(head);
    request.set_language_code(tag_);
    request.set_view(View());
    // What begins elsewhere on that date may begin half a day before it does here, or after.
    *request.mutable_interval()->mutable_start_time() =
        storage::ToTimestamp(start - absl::Hours(14));
    *request.mutable_interval()->mutable_end_time() = storage::ToTimestamp(end + absl::Hours(14));
    PLENARY_ASSIGN_OR_RETURN(const v1::Itinerary itinerary,
                             schedule_.GetItinerary(tx_, call_, request));
    PLENARY_ASSIGN_OR_RETURN(std::vector<Contact> contacts, LiaisonOfficer());
    FillHeadDay(itinerary, *order_.day, std::move(contacts), language_, sheet_);
    return absl::OkStatus();
  }

  // The participant who heads the delegation at some time of [start, end), the first of several.
  absl::StatusOr<std::string> HeadBetween(absl::Time start, absl::Time end) const {
    for (const v1::Headship& headship : delegation_.headships()) {
      const google::type::Interval& when = headship.interval();
      const bool begins = !when.has_start_time() || TimeOf(when.start_time()) < end;
      const bool lasts = !when.has_end_time() || TimeOf(when.end_time()) > start;
      if (begins && lasts) return headship.participant();
    }
    return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_HEAD_MUST_ATTEND,
                        absl::StrCat("nobody heads ", order_.subject,
                                     " on that day; set its head, or choose another day"),
                        {{"delegation", order_.subject}});
  }

  static absl::Time TimeOf(const google::protobuf::Timestamp& time) {
    return absl::FromUnixMicros(storage::ToMicros(time));
  }

  absl::StatusOr<std::vector<Contact>> LiaisonOfficer() {
    std::vector<Contact> contacts;
    if (delegation_.liaison_officer().empty()) return contacts;
    PLENARY_ASSIGN_OR_RETURN(const auto officer,
                             directory::FindPerson(tx_, delegation_.liaison_officer()));
    if (!officer) return contacts;
    contacts.push_back({PartWord(Part::kLiaisonOfficer, language_),
                        names::WrittenName(*officer, tag_), officer->work_phone()});
    return contacts;
  }

  Tx& tx_;
  const Call& call_;
  const schedule::ScheduleService& schedule_;
  const Order& order_;
  const documents::Language language_;
  const std::string tag_;
  v1::Event event_;
  absl::TimeZone zone_;
  v1::Delegation delegation_;
  std::string organization_;                         // the delegation's
  std::map<std::string, std::string> affiliations_;  // names of organizations
  std::map<std::string, P> participants_;
  std::map<std::string, v1::Person> people_;
  Sheet sheet_;
};

absl::Status RoleRequired(absl::string_view words) {
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED, words,
                      {{"roles", "VIEWER,EVENT_MANAGER,ADMINISTRATOR"}});
}

}  // namespace

absl::Status CheckMayPrint(const Call& call, const Order& order) {
  if (order.kind == v1::YEAR_REPORT) {
    if (base::SeesAll(call.access)) return absl::OkStatus();
    return RoleRequired("the report of a year is for who holds a role on the installation");
  }
  if (order.kind == v1::ROUND_BRIEF) {
    const bool sees =
        call.access == nullptr ||
        call.access->HoldsOn(base::RoleSet::Any(), base::NegotiationOf(order.subject));
    return sees ? absl::OkStatus() : base::NotFound(order.subject);
  }
  // It holds what the caller may see.
  if (order.kind == v1::COUNTERPART_PAGE) return absl::OkStatus();
  const bool is_open = !NeedsWholeEvent(order.kind) && !order.is_work_in_progress;
  if (is_open || base::SeesWhole(call.access, base::EventOf(order.subject))) {
    return absl::OkStatus();
  }
  return RoleRequired(
      "working programmes, days of heads and work in progress are for who sees all of the event");
}

absl::StatusOr<Sheet> GatherSheet(Tx& tx, const Call& call, const Sources& sources,
                                  const Order& order) {
  PLENARY_RETURN_IF_ERROR(CheckMayPrint(call, order));
  if (order.kind == v1::YEAR_REPORT) return GatherReport(tx, call, sources, order);
  if (order.kind == v1::ROUND_BRIEF) return GatherBrief(tx, call, sources, order);
  if (order.kind == v1::COUNTERPART_PAGE) return GatherCounterpart(tx, call, sources, order);
  return SheetGatherer(tx, call, sources.schedule, order).Gather();
}

absl::StatusOr<std::string> TemplateFor(Tx& tx, const Order& order) {
  PLENARY_ASSIGN_OR_RETURN(const auto row,
                           FindTemplateRow(tx, NameOf({order.kind, order.language})));
  if (row && !row->content.empty()) return row->content;
  return documents::ShippedTemplate(IdOf(order.kind), order.language);
}

absl::StatusOr<vault::Sealed> SealLines(const vault::Vault& vault, absl::string_view print,
                                        const Sheet& sheet, bool is_work_in_progress) {
  PrintedLines lines;
  lines.set_work_in_progress(is_work_in_progress);
  for (const PrintedLine& line : sheet.lines) {
    PrintedLines::Line& kept = *lines.add_lines();
    kept.set_about(line.about);
    kept.set_text(line.text);
  }
  const std::string content = lines.SerializeAsString();
  if (!vault.has_keys()) return vault::Sealed{"", content};
  return vault.Seal(print, kContentField, content);
}

absl::StatusOr<KeptLines> OpenLines(const vault::Vault& vault, absl::string_view print,
                                    const vault::Sealed& content) {
  std::string text = content.bytes;
  if (!content.key_id.empty()) {
    PLENARY_ASSIGN_OR_RETURN(text, vault.Open(print, kContentField, content.key_id, content.bytes));
  }
  PrintedLines lines;
  if (!lines.ParseFromString(text)) {
    return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                        "a stored print cannot be read; restore the database from a backup",
                        {{"resource", std::string(print)}});
  }
  if (lines.is_erased()) {
    return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_PERSON_ERASED,
                        "what was printed is not kept any more: it named somebody whose data was "
                        "erased; print it anew",
                        {{"resource", std::string(print)}});
  }
  KeptLines kept;
  kept.is_work_in_progress = lines.work_in_progress();
  kept.lines.reserve(static_cast<size_t>(lines.lines_size()));
  for (const PrintedLines::Line& line : lines.lines()) {
    kept.lines.push_back({line.about(), line.text()});
  }
  return kept;
}

absl::StatusOr<vault::Sealed> SealAnew(const vault::Vault& vault, absl::string_view print,
                                       const vault::Sealed& content) {
  PLENARY_ASSIGN_OR_RETURN(const std::string text,
                           vault.Open(print, kContentField, content.key_id, content.bytes));
  return vault.Seal(print, kContentField, text);
}

}  // namespace plenary::printing
