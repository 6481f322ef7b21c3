#include "clients/cli/planning_answers.h"

#include <ostream>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "clients/cli/activity_texts.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/planning_progress.h"
#include "clients/cli/refusals.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/duration.pb.h"
#include "plenary/client.h"
#include "plenary/status.h"

namespace plenary::cli {
namespace {

using google::longrunning::Operation;
using Phase = PlanningState::Phase;

bool IsForPeople(const Session& session) { return session.format == Format::kTable; }

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

absl::Duration LengthOf(const google::protobuf::Duration& length) {
  return absl::Seconds(length.seconds()) + absl::Nanoseconds(length.nanos());
}

// ---- While a plan is made.

PlanningState StateOf(const v1::PlanEventMetadata& known) {
  PlanningState state;
  state.phase = known.state() == v1::PlanEventMetadata::EXPLAINING ? Phase::kExplaining
                : known.state() == v1::PlanEventMetadata::WRITING  ? Phase::kWriting
                : known.state() == v1::PlanEventMetadata::READING  ? Phase::kReading
                                                                   : Phase::kSearching;
  if (known.has_best_score()) state.best = known.best_score();
  state.bound = known.bound();
  state.placed = known.placed();
  state.unplaced = known.unplaced();
  state.elapsed = LengthOf(known.elapsed());
  state.limit = LengthOf(known.time_limit());
  return state;
}

// Takes Ctrl-C while it lives, where somebody sits there who can say what it means.
class Interrupts {
 public:
  explicit Interrupts(Terminal& terminal)
      : terminal_(terminal),
        is_taken_(terminal.take_interrupts && terminal.in_is_tty && terminal.err_is_tty) {
    if (is_taken_) terminal_.take_interrupts(true);
  }
  ~Interrupts() {
    if (is_taken_) terminal_.take_interrupts(false);
  }
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  bool Happened() const { return is_taken_ && terminal_.was_interrupted(); }

 private:
  Terminal& terminal_;
  const bool is_taken_;
};

enum class Answer { kWatchOn, kCancel, kLeave };

// A second Ctrl-C leaves, too: it ends the program.
Answer AskWhatNow(const Session& session) {
  Terminal& terminal = session.terminal;
  terminal.take_interrupts(false);
  terminal.err << session.words.Say("planning.interrupted") << " " << std::flush;
  std::string answer;
  if (!std::getline(terminal.in, answer)) return Answer::kLeave;
  terminal.take_interrupts(true);
  // The same keys on a Russian keyboard count.
  for (const char* key : {"c", "C", "с", "С"}) {
    if (answer == key) return Answer::kCancel;
  }
  for (const char* key : {"l", "L", "д", "Д"}) {
    if (answer == key) return Answer::kLeave;
  }
  return Answer::kWatchOn;
}

// Waits until the operation is done, or is left running: then it is not done.
absl::Status Watch(const Session& session, const Client& client, Operation& operation) {
  PlanningProgress progress(session.terminal, !IsForPeople(session));
  const Interrupts interrupts(session.terminal);
  google::longrunning::WaitOperationRequest wait;
  wait.set_name(operation.name());
  wait.mutable_timeout()->set_nanos(250'000'000);
  for (int times = 1; !operation.done(); ++times) {
    if (absl::Status status = client.Call(wait, operation); !status.ok()) return status;
    // What is over within a second needs no name.
    if (times == 4 && !operation.done() && IsForPeople(session)) {
      progress.End();
      session.terminal.err << session.words.Say("progress.goes-on", operation.name()) << "\n";
    }
    v1::PlanEventMetadata known;
    if (operation.metadata().UnpackTo(&known)) progress.Show(StateOf(known));
    if (operation.done() || !interrupts.Happened()) continue;
    progress.End();
    const Answer answer = AskWhatNow(session);
    if (answer == Answer::kLeave) return absl::OkStatus();
    if (answer == Answer::kWatchOn) continue;
    google::longrunning::CancelOperationRequest cancel;
    cancel.set_name(operation.name());
    if (absl::Status status = client.CancelOperation(cancel); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// ---- What is told of plans.

// What the server says in words. They are English: a reader of another language is told first what
// they are about.
std::string Told(const Words& words, const std::string& key, const std::string& text) {
  const std::string meaning = words.Find(key).value_or("");
  if (text.empty() || meaning.empty()) return text.empty() ? meaning : text;
  return words.language() == Words::Language::kEnglish ? text : absl::StrCat(meaning, ": ", text);
}

std::string TextOf(const v1::PlanConstraint& constraint, const Words& words) {
  return Told(words,
              absl::StrCat("plan-constraint.", v1::PlanConstraint::Kind_Name(constraint.kind())),
              constraint.text());
}

std::string TextOf(const v1::RemedyStep& step, const Words& words) {
  return Told(words, absl::StrCat("plan-step.", v1::RemedyStep::Kind_Name(step.kind())),
              step.text());
}

std::string TextOf(const v1::ActivityExplanation& explanation, const Words& words) {
  return *words.Find(absl::StrCat("plan-standing.",
                                  v1::ActivityExplanation::Standing_Name(explanation.standing())));
}

std::string TextOf(const v1::Remedy& remedy, const Words& words) {
  return absl::StrJoin(remedy.steps(), "; ", [&](std::string* out, const v1::RemedyStep& step) {
    out->append(TextOf(step, words));
  });
}

// "2023-04-18 10:00-10:30  table-1"
std::string TextOf(const v1::PlannedPlace& place, absl::TimeZone zone) {
  return absl::StrCat(
      absl::FormatTime("%Y-%m-%d %H:%M", StartOf(place.interval()), zone), "-",
      absl::FormatTime("%H:%M", EndOf(place.interval()), zone), "  ",
      absl::StrJoin(place.assets(), " ", [](std::string* out, const std::string& asset) {
        absl::StrAppend(out, LastId(asset));
      }));
}

void PrintConstraints(const Session& session, std::ostream& out, const std::string& margin,
                      const google::protobuf::RepeatedPtrField<v1::PlanConstraint>& constraints) {
  for (const v1::PlanConstraint& constraint : constraints) {
    out << margin << "- " << TextOf(constraint, session.words) << "\n";
  }
}

void PrintExplanation(const Session& session, const v1::ActivityExplanation& explanation,
                      const std::string& margin) {
  const Words& words = session.words;
  std::ostream& out = session.terminal.out;
  out << margin << LastId(explanation.activity()) << ": " << TextOf(explanation, words) << "\n";
  if (explanation.has_place()) {
    out << margin << "  " << TextOf(explanation.place(), session.time_zone) << "\n";
  }
  if (explanation.has_error()) out << margin << "  " << explanation.error().message() << "\n";
  PrintConstraints(session, out, absl::StrCat(margin, "  "), explanation.constraints());
  if (explanation.constraints_size() > 1) {
    out << margin << "  "
        << (explanation.is_minimal() ? words.Say("plan.minimal") : words.Say("plan.not-minimal"))
        << "\n";
  }
}

void PrintRemedies(const Session& session, const std::string& margin,
                   const google::protobuf::RepeatedPtrField<v1::Remedy>& remedies) {
  for (const v1::Remedy& remedy : remedies) {
    session.terminal.out << margin
                         << session.words.Say("plan.remedy", TextOf(remedy, session.words),
                                              remedy.cost());
    if (remedy.has_place()) {
      session.terminal.out << (ShowsUtf8(session.terminal.environment) ? " → " : " -> ")
                           << TextOf(remedy.place(), session.time_zone);
    }
    session.terminal.out << "\n";
  }
}

// ---- What became of a plan.

std::string ProofOf(const v1::PlanEventResponse& made, const Words& words) {
  if (made.proof() == v1::PROVED_OPTIMAL) return words.Say("plan.best");
  return words.Say("plan.maybe-better", GapText(made.score().total(), made.bound()));
}

// "breaks 120, table changes 4": what is not 0.
std::string TermsOf(const v1::PlanScore& score, const Words& words) {
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  score.GetReflection()->ListFields(score, &fields);
  std::vector<std::string> terms;
  terms.reserve(fields.size());
  for (const auto* field : fields) {
    const auto term = words.Find(absl::StrCat("plan-term.", field->name()));
    if (!term) continue;
    terms.push_back(absl::StrCat(*term, " ", score.GetReflection()->GetInt64(score, field)));
  }
  return absl::StrJoin(terms, ", ");
}

std::string Seconds(const google::protobuf::Duration& length) {
  return absl::StrFormat("%.1f", absl::ToDoubleSeconds(LengthOf(length)));
}

void PrintUnplaced(const Session& session, const v1::PlanEventResponse& made) {
  std::ostream& out = session.terminal.out;
  for (const v1::PlanEventResponse::Unplaced& each : made.unplaced()) {
    v1::ActivityExplanation explanation = each.explanation();
    explanation.set_activity(each.activity());
    PrintExplanation(session, explanation, "  ");
    PrintRemedies(session, "    ", each.remedies());
  }
  const int more = made.unplaced_count() - made.unplaced_size();
  if (more > 0) out << "  " << session.words.Say("plan.more", more) << "\n";
}

// The first line is a sentence; score and bound come later.
void PrintMade(const Session& session, const v1::PlanEventResponse& made) {
  const Words& words = session.words;
  std::ostream& out = session.terminal.out;
  const int placed = made.meetings_created() + made.meetings_moved() + made.meetings_replaced() +
                     made.meetings_kept();
  out << words.Say("plan.sentence", placed, placed + made.unplaced_count(), ProofOf(made, words))
      << "\n";
  PrintUnplaced(session, made);
  out << words.Say("plan.changes", made.meetings_created(), made.meetings_moved(),
                   made.meetings_replaced(), made.meetings_kept(), made.meetings_cancelled())
      << "\n"
      << words.Say("plan.breaks", made.breaks(), made.fewest_breaks(), made.most_breaks()) << "\n"
      << words.Say("plan.score", made.score().total(), made.bound(), TermsOf(made.score(), words))
      << "\n"
      << words.Say("plan.time", Seconds(made.elapsed()), Seconds(made.first_plan_elapsed()))
      << "\n";
  out.flush();
  session.terminal.err << words.Say("plan.what-next") << "\n";
}

int TellEnd(const Session& session, const Operation& operation) {
  if (!operation.done()) {
    session.terminal.err << session.words.Say("planning.left", operation.name()) << "\n";
    return kDone;
  }
  if (operation.error().code() == static_cast<int>(absl::StatusCode::kCancelled)) {
    session.terminal.err << session.words.Say("question.left") << "\n";
    return kRefused;
  }
  if (operation.has_error()) {
    const int code = Refuse(session, FromRpcStatus(operation.error()));
    v1::PlanEventMetadata known;
    operation.metadata().UnpackTo(&known);
    PrintConstraints(session, session.terminal.err, "  ", known.conflict());
    return code;
  }
  v1::PlanEventResponse made;
  operation.response().UnpackTo(&made);
  if (IsForPeople(session)) {
    PrintMade(session, made);
  } else {
    PrintAnswer(OutputOf(session), made, true);
  }
  return kDone;
}

// The meeting that `text` names, or that answers the request that it names.
absl::StatusOr<std::string> FindMeeting(const Client& client, const std::string& event,
                                        const std::string& text) {
  v1::GetMeetingRequestRequest asked;
  asked.set_name(ExpandName(text, {"events/{event}/meetingRequests/{meeting_request}"}, event));
  v1::GetMeetingRequest get;
  get.set_name(ExpandName(text, {"events/{event}/meetings/{meeting}"}, event));
  const absl::StatusOr<v1::Meeting> meeting = client.GetMeeting(get);
  if (meeting.ok()) return meeting->name();
  const absl::StatusOr<v1::MeetingRequest> request = client.GetMeetingRequest(asked);
  if (request.ok() && !request->meeting().empty()) return request->meeting();
  return meeting.status();
}

}  // namespace

int MakePlan(const Session& session, const v1::PlanEventRequest& request) {
  const Client client = Connect(session);
  absl::StatusOr<Operation> operation = client.PlanEvent(request);
  if (!operation.ok()) return Refuse(session, operation.status());
  const absl::Status status = Watch(session, client, *operation);
  if (!status.ok()) return Refuse(session, status);
  return TellEnd(session, *operation);
}

int ExplainActivity(const Session& session, const v1::ExplainActivityRequest& request) {
  const absl::StatusOr<v1::ActivityExplanation> explanation =
      Connect(session).ExplainActivity(request);
  if (!explanation.ok()) return Refuse(session, explanation.status());
  if (IsForPeople(session)) {
    PrintExplanation(session, *explanation, "");
  } else {
    PrintAnswer(OutputOf(session), *explanation, true);
  }
  return kDone;
}

int SuggestRemedies(const Session& session, const v1::SuggestRelaxationsRequest& request) {
  const auto found = Connect(session).SuggestRelaxations(request);
  if (!found.ok()) return Refuse(session, found.status());
  const bool is_needed = found->explanation().standing() != v1::ActivityExplanation::PLACED &&
                         found->explanation().standing() != v1::ActivityExplanation::FITS;
  if (!IsForPeople(session)) {
    PrintAnswer(OutputOf(session), *found, true);
  } else {
    PrintExplanation(session, found->explanation(), "");
    PrintRemedies(session, "", found->remedies());
    if (is_needed && found->remedies().empty()) {
      session.terminal.err << session.words.Say("plan.no-remedy") << "\n";
    }
  }
  return is_needed && found->remedies().empty() ? kRefused : kDone;
}

int PinMeetings(const Session& session, const PlanFlags& flags, bool is_pinned) {
  const Client client = Connect(session);
  const std::string& named = flags.event.empty() ? session.settings.event.value : flags.event;
  const std::string event = ExpandName(named, {"events/{event}"}, "");
  for (const std::string& text : flags.meetings) {
    const absl::StatusOr<std::string> name = FindMeeting(client, event, text);
    if (!name.ok()) return Refuse(session, name.status());
    v1::UpdateMeetingRequest update;
    update.mutable_meeting()->set_name(*name);
    update.mutable_meeting()->set_is_pinned(is_pinned);
    update.mutable_update_mask()->add_paths("is_pinned");
    const absl::StatusOr<v1::Meeting> meeting = client.UpdateMeeting(update);
    if (!meeting.ok()) return Refuse(session, meeting.status());
    PrintAnswer(OutputOf(session), *meeting, false);
  }
  return kDone;
}

}  // namespace plenary::cli
