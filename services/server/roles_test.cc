// Every method of every service, called on a real server by everybody: as every role where it may
// be bound, and by a focal point and a registration link with everything that is another
// delegation's. Requests are made up from the descriptors, so that a new method is covered by
// itself.
#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/util/time_util.h"
#include "google/type/date.pb.h"
#include "google/type/interval.pb.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "gtest/gtest.h"
#include "plenary/v1/access.grpc.pb.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/audit.grpc.pb.h"
#include "plenary/v1/changes.grpc.pb.h"
#include "plenary/v1/delegations.grpc.pb.h"
#include "plenary/v1/directory.grpc.pb.h"
#include "plenary/v1/documents.pb.h"
#include "plenary/v1/events.grpc.pb.h"
#include "plenary/v1/files.grpc.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/monitoring.grpc.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/personal_data.grpc.pb.h"
#include "plenary/v1/planning.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/reports.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "plenary/v1/thread.pb.h"
#include "plenary/v1/trips.pb.h"
#include "services/base/field_behavior.h"
#include "services/base/names.h"
#include "services/server/method_access.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"
#include "tests/testing/running_server.h"

namespace plenary::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using ::plenary::testing::CallMethod;
using ::plenary::testing::FromGrpc;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RunningServer;
using v1::MethodAccess;

using Channel = std::shared_ptr<grpc::Channel>;
using Names = std::map<std::string, std::string>;  // a name for each pattern

std::vector<const MethodDescriptor*> AllMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const auto* file : {v1::User::descriptor()->file(),
                           v1::SignedHeads::descriptor()->file(),
                           v1::Change::descriptor()->file(),
                           v1::Delegation::descriptor()->file(),
                           v1::Person::descriptor()->file(),
                           v1::Event::descriptor()->file(),
                           v1::File::descriptor()->file(),
                           v1::ServerStatus::descriptor()->file(),
                           v1::PersonalData::descriptor()->file(),
                           v1::Asset::descriptor()->file(),
                           v1::Session::descriptor()->file(),
                           v1::Print::descriptor()->file(),
                           v1::MeetingRequest::descriptor()->file(),
                           v1::PlanningSettings::descriptor()->file(),
                           v1::Negotiation::descriptor()->file(),
                           v1::ActionItem::descriptor()->file(),
                           v1::Indicator::descriptor()->file(),
                           v1::Protocol::descriptor()->file(),
                           v1::Trip::descriptor()->file(),
                           v1::Report::descriptor()->file(),
                           v1::Thread::descriptor()->file(),
                           google::longrunning::Operation::descriptor()->file()}) {
    for (int i = 0; i < file->service(0)->method_count(); ++i) {
      methods.push_back(file->service(0)->method(i));
    }
  }
  return methods;
}

std::string PathOf(const MethodDescriptor& method) {
  return absl::StrCat(method.service()->full_name(), "/", method.name());
}

// Makes up requests: what is required, and every field that names something.
class Requests {
 public:
  // `choice` says which of several patterns, or of a oneof, is taken.
  Requests(int choice, std::function<std::string(const std::string& pattern)> name)
      : choice_(choice), name_(std::move(name)) {}

  std::unique_ptr<Message> Make(const MethodDescriptor& method) {
    const auto* prototype =
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type());
    std::unique_ptr<Message> request(prototype->New());
    Fill(*request, 0);
    return request;
  }
  // How many choices there are.
  int choices() const { return choices_; }

 private:
  static constexpr int kDeepest = 4;

  static std::vector<std::string> PatternsOf(const FieldDescriptor& field) {
    if (field.file()->package() == "google.longrunning") {
      return field.name() == "name" ? std::vector<std::string>{"operations/{operation}"}
                                    : std::vector<std::string>();
    }
    const auto& patterns = field.options().GetExtension(v1::rules).name_patterns();
    return {patterns.begin(), patterns.end()};
  }

  bool IsChosen(const FieldDescriptor& field) {
    const auto* oneof = field.real_containing_oneof();
    if (oneof == nullptr) return true;
    choices_ = std::max(choices_, oneof->field_count());
    return oneof->field(choice_ % oneof->field_count()) == &field;
  }

  void Fill(Message& message, int depth) {
    const auto& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      // A new person goes instead of one who is there.
      const bool is_instead = field.name() == "new_person" ||
                              (type.name() == "FindDuplicatesRequest" && field.name() == "person");
      if (is_instead || base::HasBehavior(field, google::api::OUTPUT_ONLY)) continue;
      if (IsChosen(field)) FillField(message, field, depth);
    }
  }

  void FillField(Message& message, const FieldDescriptor& field, int depth) {
    const auto& reflection = *message.GetReflection();
    const bool required =
        base::HasBehavior(field, google::api::REQUIRED) || field.real_containing_oneof() != nullptr;
    if (field.name() == "validate_only") return reflection.SetBool(&message, &field, true);
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return FillText(message, field, required);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        if (!field.is_map()) FillMessage(message, field, required, depth);
        return;
      case FieldDescriptor::CPPTYPE_ENUM:
        if (required && field.is_repeated()) reflection.AddEnumValue(&message, &field, 1);
        if (required && !field.is_repeated()) reflection.SetEnumValue(&message, &field, 1);
        return;
      case FieldDescriptor::CPPTYPE_INT32:
        if (required) reflection.SetInt32(&message, &field, 1);
        return;
      case FieldDescriptor::CPPTYPE_INT64:
        if (required) reflection.SetInt64(&message, &field, 1);
        return;
      default:
        return;
    }
  }

  void FillText(Message& message, const FieldDescriptor& field, bool required) {
    const std::vector<std::string> patterns = PatternsOf(field);
    std::string text;
    if (!patterns.empty()) {
      choices_ = std::max(choices_, static_cast<int>(patterns.size()));
      text = name_(patterns[static_cast<size_t>(choice_) % patterns.size()]);
    } else if (required) {
      text = TextFor(field);
    }
    if (text.empty()) return;
    const auto& reflection = *message.GetReflection();
    if (field.is_repeated()) {
      reflection.AddString(&message, &field, text);
    } else {
      reflection.SetString(&message, &field, text);
    }
  }

  static std::string TextFor(const FieldDescriptor& field) {
    const v1::FieldRules& rules = field.options().GetExtension(v1::rules);
    if (rules.chosen_id()) return "some-id";
    if (rules.language_tag()) return "en";
    if (rules.country_code()) return "BY";
    if (rules.time_zone()) return "Europe/Moscow";
    constexpr int kDay = 10;  // a text as long as "2030-01-02"
    if (rules.max_bytes() == kDay) return "2030-01-02";
    return "some words of a test";
  }

  void FillMessage(Message& message, const FieldDescriptor& field, bool required, int depth) {
    const auto& reflection = *message.GetReflection();
    const bool is_ours = field.message_type()->file()->package() == "plenary.v1";
    if (depth >= kDeepest || (!is_ours && !required)) return;
    Message& inside = field.is_repeated() ? *reflection.AddMessage(&message, &field)
                                          : *reflection.MutableMessage(&message, &field);
    if (auto* time = dynamic_cast<google::protobuf::Timestamp*>(&inside)) {
      *time = google::protobuf::util::TimeUtil::SecondsToTimestamp(4000000000);
    } else if (auto* date = dynamic_cast<google::type::Date*>(&inside)) {
      *date = Parse<google::type::Date>("year: 1980 month: 2 day: 3");
    } else {
      Fill(inside, depth + 1);
    }
    // What is optional and names nothing is left out.
    if (required || NamesSomething(inside)) return;
    if (field.is_repeated()) {
      reflection.RemoveLast(&message, &field);
    } else {
      reflection.ClearField(&message, &field);
    }
  }

  static bool NamesSomething(const Message& message) {
    const auto& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> set;
    reflection.ListFields(message, &set);
    return std::any_of(set.begin(), set.end(), [&](const FieldDescriptor* field) {
      if (!PatternsOf(*field).empty()) return true;
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_map()) return false;
      return field->is_repeated() ? NamesSomething(reflection.GetRepeatedMessage(message, field, 0))
                                  : NamesSomething(reflection.GetMessage(message, field));
    });
  }

  const int choice_;
  const std::function<std::string(const std::string&)> name_;
  int choices_ = 1;
};

// What a call came to.
struct Outcome {
  absl::Status status;
  std::string answer;  // as text
};

Outcome CallUnary(grpc::Channel& channel, const MethodDescriptor& method, const Message& request) {
  const grpc::Slice slice(request.SerializeAsString());
  const grpc::ByteBuffer bytes(&slice, 1);
  grpc::ByteBuffer answer;
  Outcome outcome;
  outcome.status = CallMethod(channel, PathOf(method), bytes, answer);
  if (!outcome.status.ok()) return outcome;
  const auto* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.output_type());
  std::unique_ptr<Message> response(prototype->New());
  grpc::ProtoBufferReader reader(&answer);
  EXPECT_TRUE(response->ParseFromZeroCopyStream(&reader));
  outcome.answer = response->DebugString();
  return outcome;
}

// The first message of a stream, if there is one.
template <class Response, class Reader>
Outcome FirstOf(std::unique_ptr<Reader> reader, grpc::ClientContext& context) {
  Response response;
  if (!reader->Read(&response)) return {FromGrpc(reader->Finish()), ""};
  context.TryCancel();
  reader->Finish();
  return {absl::OkStatus(), response.DebugString()};
}

Outcome Call(const Channel& channel, const MethodDescriptor& method, const Message& request) {
  grpc::ClientContext context;
  if (method.name() == "WatchChanges") {
    const auto stub = v1::ChangeService::NewStub(channel);
    return FirstOf<v1::WatchChangesResponse>(
        stub->WatchChanges(&context, static_cast<const v1::WatchChangesRequest&>(request)),
        context);
  }
  if (method.name() == "DownloadFile") {
    const auto stub = v1::FileService::NewStub(channel);
    return FirstOf<v1::DownloadFileResponse>(
        stub->DownloadFile(&context, static_cast<const v1::DownloadFileRequest&>(request)),
        context);
  }
  if (method.name() == "UploadFile") {
    v1::File file;
    const auto writer = v1::FileService::NewStub(channel)->UploadFile(&context, &file);
    writer->WritesDone();
    return {FromGrpc(writer->Finish()), ""};
  }
  return CallUnary(*channel, method, request);
}

// Whether a call was turned away for want of a role on what it is about.
bool IsTurnedAway(const Outcome& outcome, const std::set<std::string>& about) {
  if (base::ReasonOf(outcome.status) == v1::ERROR_REASON_ROLE_REQUIRED) return true;
  return absl::IsNotFound(outcome.status) &&
         about.count(base::MetadataOf(outcome.status)["resource"]) > 0;
}

class RolesTest : public ::testing::TestWithParam<std::string> {
 protected:
  RolesTest() {
    MakeAssets();
    MakeEvent("forum");
    MakeEvent("secret");
    MakeEvent("abroad", "ATTENDED");
    own_ = MakeDelegation("forum", "kursk", "Kurskaya");
    others_ = MakeDelegation("forum", "minsk", "Minskaya");
    elsewhere_ = MakeDelegation("secret", "gomel", "Gomelskaya");
    Do<v1::User>("AccessService/CreateUser",
                 Parse<v1::CreateUserRequest>("user_id: 'boris' user { display_name: 'Boris' }"));
  }

  // Calls as the administrator; the test ends where that is refused.
  template <class Response, class Request>
  Response Do(const std::string& method, const Request& request) {
    Response response;
    const absl::Status status =
        CallMethod(*server_.channel(), absl::StrCat("plenary.v1.", method), request, response);
    if (!status.ok()) throw std::runtime_error(absl::StrCat(method, ": ", status.ToString()));
    return response;
  }

  void MakeEvent(const std::string& id, const std::string& role = "HOSTED") {
    Do<v1::Event>("EventService/CreateEvent",
                  Parse<v1::CreateEventRequest>(absl::StrCat(
                      "event_id: '", id, "' event { kind: FORUM role: ", role,
                      " time_zone: 'Europe/Moscow' display_names { language: 'en' text: 'Forum' } ",
                      "interval { start_time { seconds: 4000000000 } end_time { seconds: ",
                      "4000100000 } } }")));
    Do<v1::Event>("EventService/PublishEvent",
                  Parse<v1::PublishEventRequest>(absl::StrCat("name: 'events/", id, "'")));
    Do<v1::Category>("EventService/CreateCategory",
                     Parse<v1::CreateCategoryRequest>(
                         absl::StrCat("parent: 'events/", id,
                                      "' category_id: 'guests' category { display_names { "
                                      "language: 'en' text: 'Guests' } }")));
    Do<v1::Track>("ScheduleService/CreateTrack",
                  Parse<v1::CreateTrackRequest>(
                      absl::StrCat("parent: 'events/", id, "' track_id: 'trade' track { ",
                                   "display_names { language: 'en' text: 'Trade' } }")));
  }

  // What is everybody's.
  void MakeAssets() {
    Do<v1::VenueRecord>(
        "AssetService/CreateVenue",
        Parse<v1::CreateVenueRequest>("venue_id: 'palace' venue { time_zone: 'Europe/Moscow' "
                                      "display_names { language: 'en' text: 'Palace' } }"));
    Do<v1::Asset>("AssetService/CreateAsset",
                  Parse<v1::CreateAssetRequest>("asset_id: 'hall' asset { kind: ROOM capacity: 9 "
                                                "venue: 'venues/palace' display_names { "
                                                "language: 'en' text: 'Hall' } }"));
    Do<v1::Organization>("DirectoryService/CreateOrganization",
                         Parse<v1::CreateOrganizationRequest>(
                             "organization_id: 'ministry' organization { type: AUTHORITY "
                             "display_names { language: 'en' text: 'Ministry' } }"));
  }

  // An item of the stay of a delegation, a meeting and a booking of its participant, and its list
  // on paper.
  void MakeSchedule(const std::string& event, const std::string& id, Names& names) {
    const std::string parent = absl::StrCat("parent: '", event, "' ");
    const std::string times =
        "interval { start_time { seconds: 4000010000 } end_time { seconds: 4000013600 } } ";
    const std::string delegation = names["events/{event}/delegations/{delegation}"];
    const std::string participant = names["events/{event}/participants/{participant}"];
    names["events/{event}/meetings/{meeting}"] =
        Do<v1::Meeting>(
            "ScheduleService/CreateMeeting",
            Parse<v1::CreateMeetingRequest>(absl::StrCat(
                parent, "meeting { ", times, "note: 'about ", id, "' parties { delegation: '",
                delegation, "' } attendees { who: '", participant, "' } }")))
            .name();
    names["events/{event}/sessions/{session}"] =
        Do<v1::Session>("ScheduleService/CreateSession",
                        Parse<v1::CreateSessionRequest>(absl::StrCat(
                            parent, "session { kind: MEAL ", times, "titles { language: 'en' ",
                            "text: 'Lunch of ", id, "' } delegations: '", delegation, "' }")))
            .name();
    names["events/{event}/bookings/{booking}"] =
        Do<v1::Booking>("ScheduleService/CreateBooking",
                        Parse<v1::CreateBookingRequest>(absl::StrCat(
                            parent, "booking { purpose: 'fitting for ", id, "' people: '",
                            participant, "' interval { start_time { seconds: 4000020000 } ",
                            "end_time { seconds: 4000023600 } } }")))
            .name();
    names["events/{event}/prints/{print}"] = PrintedList(delegation);
  }

  // What a delegation asks of the ministry, which it is kept from afterwards.
  void MakeRequest(const std::string& event, const std::string& delegation, Names& names) {
    const std::string parent = absl::StrCat("parent: '", event, "' ");
    names["events/{event}/meetingRequests/{meeting_request}"] =
        Do<v1::MeetingRequest>("MatchmakingService/CreateMeetingRequest",
                               Parse<v1::CreateMeetingRequestRequest>(absl::StrCat(
                                   parent, "meeting_request { from { party: '", delegation,
                                   "' } to { party: 'organizations/ministry' } }")))
            .name();
    names["events/{event}/blockedPairs/{blocked_pair}"] =
        Do<v1::BlockedPair>("MatchmakingService/CreateBlockedPair",
                            Parse<v1::CreateBlockedPairRequest>(
                                absl::StrCat(parent, "blocked_pair { first: '", delegation,
                                             "' second: 'organizations/ministry' }")))
            .name();
    names["events/{event}/matchmaking"] = absl::StrCat(event, "/matchmaking");
  }

  std::string PrintedList(const std::string& delegation) {
    const auto begun = Do<google::longrunning::Operation>(
        "DocumentService/RenderDocument",
        Parse<v1::RenderDocumentRequest>(
            absl::StrCat("kind: DELEGATION_LIST language_code: 'en' subject: '", delegation, "'")));
    google::longrunning::WaitOperationRequest wait;
    wait.set_name(begun.name());
    google::longrunning::Operation ended;
    const absl::Status status =
        CallMethod(*server_.channel(), "google.longrunning.Operations/WaitOperation", wait, ended);
    v1::RenderDocumentResponse response;
    if (!status.ok() || !ended.response().UnpackTo(&response)) {
      throw std::runtime_error(absl::StrCat("RenderDocument: ", ended.DebugString()));
    }
    return response.print().name();
  }

  // A delegation with a participant, a project, seats that are held and a schedule.
  Names MakeDelegation(const std::string& event_id, const std::string& id,
                       const std::string& family) {
    const std::string event = absl::StrCat("events/", event_id);
    const std::string category = event + "/categories/guests";
    const std::string words = absl::StrCat("{ language: 'en' text: '", id, "' }");
    Do<v1::Organization>("DirectoryService/CreateOrganization",
                         Parse<v1::CreateOrganizationRequest>(absl::StrCat(
                             "organization_id: '", id,
                             "' organization { type: REGION display_names ", words, " }")));
    const auto registered = Do<v1::RegisterDelegationResponse>(
        "DelegationService/RegisterDelegation",
        Parse<v1::RegisterDelegationRequest>(absl::StrCat(
            "parent: '", event, "' delegation_id: '", id, "' delegation { organization: ",
            "'organizations/", id, "' } participants { participant { category: '", category,
            "' } new_person { names { language: 'en' family_name: '", family, "' } } }")));
    const std::string delegation = registered.delegation().name();
    const v1::Participant& participant = registered.results(0).participant();
    const auto project =
        Do<v1::Project>("DelegationService/CreateProject",
                        Parse<v1::CreateProjectRequest>(absl::StrCat(
                            "parent: '", event, "' project { organization: 'organizations/", id,
                            "' delegation: '", delegation, "' titles ", words, " }")));
    const auto hold =
        Do<v1::SeatHold>("DelegationService/HoldSeats",
                         Parse<v1::HoldSeatsRequest>(absl::StrCat(
                             "parent: '", delegation, "' seat_hold { category: '", category,
                             "' seats: 1 expire_time { seconds: 3999000000 } }")));
    Names names = {{"events/{event}", event},
                   {"events/{event}/categories/{category}", category},
                   {"events/{event}/delegations/{delegation}", delegation},
                   {"events/{event}/participants/{participant}", participant.name()},
                   {"events/{event}/projects/{project}", project.name()},
                   {"events/{event}/delegations/{delegation}/seatHolds/{seat_hold}", hold.name()},
                   {"people/{person}", participant.person()},
                   {"organizations/{organization}", absl::StrCat("organizations/", id)},
                   {"users/{user}", "users/boris"},
                   {"events/{event}/tracks/{track}", event + "/tracks/trade"},
                   {"events/{event}/plans/{plan}", event + "/plans/1"},
                   {"events/{event}/schedule", event + "/schedule"},
                   {"events/{event}/planning", event + "/planning"},
                   {"assets/{asset}", "assets/hall"},
                   {"venues/{venue}", "venues/palace"},
                   {"documentTemplates/{template}", "documentTemplates/delegation-list-en"}};
    MakeSchedule(event, id, names);
    MakeRequest(event, delegation, names);
    MakeNegotiation(id, names);
    MakeControl(id, names);
    MakeTrip(id, names);
    MakeFigures(id, names);
    return names;
  }

  // What is measured of the organization, a figure of it, and what came of it.
  void MakeFigures(const std::string& id, Names& names) {
    const std::string organization = absl::StrCat("organizations/", id);
    const std::string words = absl::StrCat("{ language: 'en' text: 'Export of ", id, "' } ");
    const std::string indicator =
        Do<v1::Indicator>("IndicatorService/CreateIndicator",
                          Parse<v1::CreateIndicatorRequest>(absl::StrCat(
                              "indicator_id: 'ict-", id,
                              "' indicator { unit: 'USD million' display_names ", words, "}")))
            .name();
    names["indicators/{indicator}"] = indicator;
    const std::string figure =
        Do<v1::Figure>("IndicatorService/CreateFigure",
                       Parse<v1::CreateFigureRequest>(absl::StrCat(
                           "parent: '", indicator, "' figure { organization: '", organization,
                           "' period { kind: YEAR year: 2023 } kind: ACTUAL source: 'Belstat' "
                           "status: FINAL value: '120' }")))
            .name();
    names["indicators/{indicator}/figures/{figure}"] = figure;
    names["results/{result}"] =
        Do<v1::Result>("IndicatorService/CreateResult",
                       Parse<v1::CreateResultRequest>(absl::StrCat(
                           "result { kind: CONTRACT date: '2023-08-24' parties: '", organization,
                           "' figures: '", figure, "' titles ", words, "}")))
            .name();
  }

  // What the organization is to do, by a directive and under a plan.
  void MakeControl(const std::string& id, Names& names) {
    const std::string organization = absl::StrCat("organizations/", id);
    const std::string words = absl::StrCat("{ language: 'en' text: 'To do for ", id, "' } ");
    const std::string commitment =
        Do<v1::Commitment>("ActionPlanService/CreateCommitment",
                           Parse<v1::CreateCommitmentRequest>(absl::StrCat(
                               "commitment { side: OURS texts ", words, "source { instruction { ",
                               "title: 'Directive' date: '2023-03-01' } } }")))
            .name();
    names["commitments/{commitment}"] = commitment;
    names["actionPlans/{action_plan}"] =
        Do<v1::ActionPlan>(
            "ActionPlanService/CreateActionPlan",
            Parse<v1::CreateActionPlanRequest>(absl::StrCat(
                "action_plan { kind: COUNTERPART counterpart: '", organization,
                "' start_date: '2023-01-01' end_date: '2025-12-31' titles ", words, "}")))
            .name();
    const std::string item =
        Do<v1::ActionItem>(
            "ActionPlanService/CreateActionItem",
            Parse<v1::CreateActionItemRequest>(absl::StrCat(
                "action_item { commitment: '", commitment, "' titles ", words,
                "lead { organization: '", organization, "' } due { date: '2030-01-02' } }")))
            .name();
    names["actionItems/{action_item}"] = item;
    names["actionItems/{action_item}/extensions/{extension}"] =
        Do<v1::Extension>("ActionPlanService/RequestExtension",
                          Parse<v1::RequestExtensionRequest>(absl::StrCat(
                              "parent: '", item,
                              "' extension { new_due_date: '2031-01-02' reason: ", "'Late' }")))
            .name();
  }

  // What a delegation of the organization is to do abroad.
  void MakeTrip(const std::string& id, Names& names) {
    const auto sent = Do<v1::RegisterDelegationResponse>(
        "DelegationService/RegisterDelegation",
        Parse<v1::RegisterDelegationRequest>(
            absl::StrCat("parent: 'events/abroad' delegation_id: '", id,
                         "' delegation { organization: 'organizations/", id, "' }")));
    names["trips/{trip}"] =
        Do<v1::Trip>("TripService/CreateTrip",
                     Parse<v1::CreateTripRequest>(absl::StrCat(
                         "trip { delegation: '", sent.delegation().name(),
                         "' assignments { language: 'en' text: 'To talk for ", id, "' } }")))
            .name();
  }

  // A dossier of the organization, with one of everything that lies in it.
  void MakeNegotiation(const std::string& id, Names& names) {
    const std::string words = absl::StrCat("{ language: 'en' text: 'About ", id, "' } ");
    const std::string organization = absl::StrCat("organizations/", id);
    names["bodies/{body}"] =
        Do<v1::Body>("NegotiationService/CreateBody",
                     Parse<v1::CreateBodyRequest>(absl::StrCat(
                         "body { kind: COMMISSION display_names ", words, "sides { organization: '",
                         organization, "' } sides { organization: 'organizations/ministry' } }")))
            .name();
    const std::string negotiation =
        Do<v1::Negotiation>("NegotiationService/CreateNegotiation",
                            Parse<v1::CreateNegotiationRequest>(absl::StrCat(
                                "negotiation_id: '", id, "' negotiation { counterpart: '",
                                organization, "' display_names ", words, "}")))
            .name();
    names["negotiations/{negotiation}"] = negotiation;
    const std::string parent = absl::StrCat("parent: '", negotiation, "' ");
    const std::string topic =
        Do<v1::Topic>("NegotiationService/CreateTopic", Parse<v1::CreateTopicRequest>(absl::StrCat(
                                                            parent, "topic { titles ", words, "}")))
            .name();
    names["negotiations/{negotiation}/topics/{topic}"] = topic;
    names["negotiations/{negotiation}/rounds/{round}"] =
        Do<v1::Round>("NegotiationService/CreateRound",
                      Parse<v1::CreateRoundRequest>(
                          absl::StrCat(parent, "round { display_names ", words, "}")))
            .name();
    names["negotiations/{negotiation}/contacts/{contact}"] =
        Do<v1::Contact>(
            "NegotiationService/CreateContact",
            Parse<v1::CreateContactRequest>(absl::StrCat(
                parent, "contact { kind: MEETING date: '2023-08-24' content: 'About ", id, "' }")))
            .name();
    names["negotiations/{negotiation}/topics/{topic}/positions/{position}"] =
        Do<v1::Position>("NegotiationService/CreatePosition",
                         Parse<v1::CreatePositionRequest>(absl::StrCat(
                             "parent: '", topic, "' position { side: OURS texts ", words, "}")))
            .name();
    const std::string protocol =
        Do<v1::Protocol>("ProtocolService/CreateProtocol",
                         Parse<v1::CreateProtocolRequest>(
                             absl::StrCat(parent, "protocol { type: RECORD_OF_CONVERSATION titles ",
                                          words, "languages: 'en' }")))
            .name();
    names["negotiations/{negotiation}/protocols/{protocol}"] = protocol;
    names["negotiations/{negotiation}/protocols/{protocol}/items/{item}"] =
        Do<v1::ProtocolItem>(
            "ProtocolService/CreateProtocolItem",
            Parse<v1::CreateProtocolItemRequest>(absl::StrCat(
                "parent: '", protocol, "' protocol_item { kind: INFORMATION texts ", words, "}")))
            .name();
  }

  // A user with one role, whose channel it gives.
  Channel As(const std::string& id, v1::Role role, const std::string& resource) {
    Do<v1::User>("AccessService/CreateUser",
                 Parse<v1::CreateUserRequest>(absl::StrCat("user_id: '", id, "' user {}")));
    Bind(absl::StrCat("users/", id), role, resource);
    const auto made = Do<v1::CreateApiTokenResponse>(
        "AccessService/CreateApiToken",
        Parse<v1::CreateApiTokenRequest>(absl::StrCat("parent: 'users/", id, "' api_token {}")));
    return server_.NewChannel(made.secret());
  }
  std::string Bind(const std::string& user, v1::Role role, const std::string& resource) {
    v1::CreateRoleBindingRequest request;
    request.mutable_role_binding()->set_user(user);
    request.mutable_role_binding()->set_role(role);
    request.mutable_role_binding()->set_resource(resource);
    return Do<v1::RoleBinding>("AccessService/CreateRoleBinding", request).name();
  }
  v1::CreateRegistrationLinkResponse Link(const std::string& delegation) {
    return Do<v1::CreateRegistrationLinkResponse>(
        "AccessService/CreateRegistrationLink",
        Parse<v1::CreateRegistrationLinkRequest>(
            absl::StrCat("registration_link { delegation: '", delegation, "' }")));
  }
  std::string UploadAsAdministrator() {
    grpc::ClientContext context;
    v1::File file;
    const auto writer = v1::FileService::NewStub(server_.channel())->UploadFile(&context, &file);
    writer->Write(Parse<v1::UploadFileRequest>("header { filename: 'list.csv' }"));
    writer->Write(Parse<v1::UploadFileRequest>("chunk: 'Family name\\nMinskaya\\n'"));
    writer->WritesDone();
    EXPECT_THAT(FromGrpc(writer->Finish()), IsOk());
    return file.name();
  }
  std::string BeginWorkAsAdministrator() {
    return Do<google::longrunning::Operation>(
               "DelegationService/ExportDelegations",
               Parse<v1::ExportDelegationsRequest>("parent: 'events/forum'"))
        .name();
  }

  std::string SessionOfBoris() {
    if (!session_.empty()) return session_;
    const std::string password = "a long word for Boris";
    Do<v1::User>("AccessService/SetPassword",
                 Parse<v1::SetPasswordRequest>(
                     absl::StrCat("name: 'users/boris' new_password: '", password, "'")));
    session_ =
        Do<v1::LoginResponse>(
            "AccessService/Login",
            Parse<v1::LoginRequest>(absl::StrCat("name: 'users/boris' password: '", password, "'")))
            .session()
            .name();
    return session_;
  }

  // What belongs to one delegation beside what lies in it: made when it is asked for, since some
  // calls use it up.
  std::string AccessName(const std::string& pattern, const std::string& delegation) {
    if (pattern == "roleBindings/{role_binding}") {
      const std::string id = absl::StrCat("viewer-", ++users_);
      Do<v1::User>("AccessService/CreateUser",
                   Parse<v1::CreateUserRequest>(absl::StrCat("user {} user_id: '", id, "'")));
      return Bind(absl::StrCat("users/", id), v1::VIEWER, delegation);
    }
    if (pattern == "registrationLinks/{registration_link}") {
      return Link(delegation).registration_link().name();
    }
    if (pattern == "users/{user}/tokens/{token}") {
      return Do<v1::CreateApiTokenResponse>(
                 "AccessService/CreateApiToken",
                 Parse<v1::CreateApiTokenRequest>("parent: 'users/boris' api_token {}"))
          .api_token()
          .name();
    }
    if (pattern == "calendarFeeds/{feed}") {
      return Do<v1::CalendarFeed>("ScheduleService/CreateCalendarFeed",
                                  Parse<v1::CreateCalendarFeedRequest>(absl::StrCat(
                                      "calendar_feed { subject: '", delegation, "' }")))
          .name();
    }
    return pattern == "users/{user}/sessions/{session}" ? SessionOfBoris() : "";
  }

  testing::Database database_{GetParam()};
  RunningServer server_{database_.uri()};
  Names own_;
  Names others_;
  Names elsewhere_;
  std::string session_;
  int users_ = 0;
};

// A name of that pattern that nothing has; in `event` where it lies in one.
std::string NoName(const std::string& pattern, const std::string& event) {
  std::string name = absl::StrReplaceAll(pattern, {{"events/{event}", event}});
  while (absl::StrContains(name, '{')) {
    const size_t begin = name.find('{');
    name.replace(begin, name.find('}') - begin + 1, "nothing");
  }
  return name;
}

// --- Roles.

// Roles by their methods, as docs/api.md shows them: "EventService.GetEvent" → {"VIEWER", …}.
std::map<std::string, std::set<std::string>> RolesInManual() {
  std::map<std::string, std::set<std::string>> roles;
  std::vector<std::string> heads;
  std::ifstream manual(API_MANUAL);
  bool is_inside = false;
  for (std::string line; std::getline(manual, line);) {
    if (absl::StartsWith(line, "## ")) is_inside = line == "## Who may call what";
    if (!is_inside || !absl::StartsWith(line, "| ")) continue;
    const std::vector<std::string> cells = absl::StrSplit(line, " | ");
    if (heads.empty()) {
      heads = cells;
      continue;
    }
    const size_t open = line.find('[');
    if (open == std::string::npos) continue;
    std::set<std::string>& of = roles[line.substr(open + 1, line.find(']') - open - 1)];
    for (size_t i = 2; i < cells.size(); ++i) {
      if (absl::StartsWith(cells[i], "yes")) {
        of.insert(std::string(absl::StripSuffix(heads[i], " |")));
      }
    }
  }
  return roles;
}

struct Binding {
  v1::Role role;
  std::string id;
  std::string resource;
};

TEST_P(RolesTest, EveryMethodIsOpenToTheRolesOfTheManualAndToNoOther) {
  const std::string kursk = own_["events/{event}/delegations/{delegation}"];
  const std::vector<Binding> bindings = {
      {v1::VIEWER, "viewer", ""},
      {v1::VIEWER, "viewer-event", "events/forum"},
      {v1::VIEWER, "viewer-delegation", kursk},
      {v1::REGISTRAR, "registrar", kursk},
      {v1::EVENT_MANAGER, "manager", ""},
      {v1::EVENT_MANAGER, "manager-event", "events/forum"},
      {v1::ACCREDITATION_OFFICER, "officer", ""},
      {v1::ACCREDITATION_OFFICER, "officer-event", "events/forum"},
      {v1::NEGOTIATOR, "negotiator", ""},
      {v1::CONTROLLER, "controller", ""},
      {v1::AUDITOR, "auditor", ""},
      {v1::ADMINISTRATOR, "administrator", ""},
  };
  std::vector<Channel> channels;
  channels.reserve(bindings.size());
  for (const Binding& binding : bindings) {
    channels.push_back(As(binding.id, binding.role, binding.resource));
  }
  // Before wrong passwords are counted against Boris.
  SessionOfBoris();
  std::map<std::string, std::set<std::string>> manual = RolesInManual();
  for (const MethodDescriptor* method : AllMethods()) {
    const auto rules = MethodRules::Of(*method);
    ASSERT_THAT(rules, IsOk());
    // Where the role alone decides, nothing is changed that others need, and whatever else is wrong
    // comes after it.
    const bool role_decides =
        rules->reach() == MethodAccess::INSTALLATION || rules->reach() == MethodAccess::ANYWHERE;
    std::set<std::string> open_to;
    for (size_t i = 0; i < bindings.size(); ++i) {
      std::set<std::string> about;
      Requests requests(1, [&](const std::string& pattern) {
        if (role_decides) return NoName(pattern, "events/forum");
        std::string name = own_[pattern];
        if (name.empty()) name = AccessName(pattern, kursk);
        if (name.empty()) name = NoName(pattern, "events/forum");
        if (!absl::StartsWith(name, "files/")) about.insert(name);
        return name;
      });
      const auto request = requests.Make(*method);
      const Outcome outcome = Call(channels[i], *method, *request);
      const std::string what =
          absl::StrCat(PathOf(*method), " as ", bindings[i].id, ": ", outcome.status.ToString(),
                       "\n", request->ShortDebugString());
      EXPECT_FALSE(absl::IsInternal(outcome.status)) << what;
      const bool is_open = !IsTurnedAway(outcome, about);
      if (is_open) open_to.insert(v1::Role_Name(bindings[i].role));
      if (rules->reach() == MethodAccess::INSTALLATION) {
        EXPECT_EQ(is_open, bindings[i].resource.empty() && rules->roles().Has(bindings[i].role))
            << what;
      }
    }
    if (method->file()->package() != "plenary.v1") continue;
    const std::string name = absl::StrCat(method->service()->name(), ".", method->name());
    EXPECT_EQ(open_to, manual[name]) << name;
    manual.erase(name);
  }
  EXPECT_TRUE(manual.empty()) << "not called: " << manual.begin()->first;
}

// --- Another delegation.

// One row of attempts: names of somebody else, and the same where there is nothing.
struct Attempt {
  std::string label;
  Names names;
  std::string missing_event;
};

class ProbeTest : public RolesTest {
 protected:
  // What a registrar must never read.
  void ExpectTellsNothing(const std::string& text, const std::string& what) {
    for (const char* word :
         {"minsk", "Minsk", "gomel", "Gomel", "events/secret", "list.csv", "Boris"}) {
      EXPECT_FALSE(absl::StrContains(text, word)) << word << " in " << what << "\n" << text;
    }
    for (const Names* names : {&others_, &elsewhere_}) {
      for (const char* pattern :
           {"events/{event}/participants/{participant}", "people/{person}",
            "events/{event}/projects/{project}", "events/{event}/sessions/{session}",
            "events/{event}/meetings/{meeting}", "events/{event}/bookings/{booking}",
            "events/{event}/prints/{print}", "events/{event}/meetingRequests/{meeting_request}",
            "events/{event}/blockedPairs/{blocked_pair}", "bodies/{body}",
            "negotiations/{negotiation}/rounds/{round}",
            "negotiations/{negotiation}/contacts/{contact}",
            "negotiations/{negotiation}/protocols/{protocol}",
            "negotiations/{negotiation}/protocols/{protocol}/items/{item}",
            "commitments/{commitment}", "actionPlans/{action_plan}", "actionItems/{action_item}",
            "indicators/{indicator}/figures/{figure}", "results/{result}"}) {
        EXPECT_FALSE(absl::StrContains(text, names->at(pattern))) << what << "\n" << text;
      }
    }
  }

  // A refusal as text, with `from` written as `to`, so that two can be compared.
  static std::string Told(const absl::Status& status,
                          const std::vector<std::pair<std::string, std::string>>& renamed) {
    std::string text =
        absl::StrCat(absl::StatusCodeToString(status.code()), " ",
                     v1::ErrorReason_Name(base::ReasonOf(status)), " ", status.message());
    for (const auto& [key, value] : base::MetadataOf(status)) {
      absl::StrAppend(&text, "; ", key, "=", value);
    }
    return absl::StrReplaceAll(text, renamed);
  }

  // Calls `method` with the field number `at` of those that name something (-1: with all) taken
  // from `attempt`, the others from what is the caller's own, twice: with what is somebody else's,
  // and with what does not exist. How many such fields there are.
  int Try(const Channel& channel, const MethodDescriptor& method, const Attempt& attempt,
          int choice, int at, int* choices) {
    std::vector<std::pair<std::string, std::string>> renamed;
    int fields = 0;
    std::unique_ptr<Message> requests[2];
    for (const bool is_missing : {false, true}) {
      fields = 0;
      Requests make(choice, [&](const std::string& pattern) {
        const bool is_taken = at < 0 || fields == at;
        ++fields;
        const auto own = own_.find(pattern);
        if (!is_taken && pattern == "users/{user}") return std::string("users/anna");
        if (!is_taken && own != own_.end()) return own->second;
        const std::string nothing = NoName(pattern, attempt.missing_event);
        const auto found = attempt.names.find(pattern);
        // The event and its categories are of both.
        if (own != own_.end() && found != attempt.names.end() && own->second == found->second) {
          return own->second;
        }
        if (found == attempt.names.end()) return nothing;
        renamed.emplace_back(found->second, nothing);
        return is_missing ? nothing : found->second;
      });
      requests[is_missing ? 1 : 0] = make.Make(method);
      *choices = make.choices();
    }
    const Outcome real = Call(channel, method, *requests[0]);
    const Outcome missing = Call(channel, method, *requests[1]);
    const std::string what =
        absl::StrCat(PathOf(method), " ", attempt.label, "\n", requests[0]->ShortDebugString());
    EXPECT_EQ(Told(real.status, renamed), Told(missing.status, renamed)) << what;
    ExpectTellsNothing(real.answer, what);
    return fields;
  }

  // What a stream of `partition` shows from its beginning up to an update of `name`.
  static std::vector<v1::Change> ChangesUpTo(const Channel& channel, const std::string& partition,
                                             const std::string& name) {
    grpc::ClientContext context;
    v1::WatchChangesRequest request;
    request.set_parent(partition);
    request.set_from_beginning(true);
    const auto reader = v1::ChangeService::NewStub(channel)->WatchChanges(&context, request);
    std::vector<v1::Change> changes;
    v1::WatchChangesResponse response;
    bool is_last = false;
    while (!is_last && reader->Read(&response)) {
      for (const v1::Change& change : response.changes()) {
        is_last =
            is_last || (change.resource_name() == name && change.kind() == v1::Change::UPDATED);
        changes.push_back(change);
      }
    }
    EXPECT_TRUE(is_last) << partition;
    context.TryCancel();
    reader->Finish();
    return changes;
  }

  void TryEverything(const Channel& channel) {
    Names others = others_;
    others["files/{file}"] = UploadAsAdministrator();
    others["operations/{operation}"] = BeginWorkAsAdministrator();
    for (const char* pattern : {"roleBindings/{role_binding}", "users/{user}/tokens/{token}",
                                "registrationLinks/{registration_link}", "calendarFeeds/{feed}"}) {
      others[pattern] = AccessName(pattern, others["events/{event}/delegations/{delegation}"]);
    }
    const std::vector<Attempt> attempts = {{"of another delegation", others, "events/forum"},
                                           {"of another event", elsewhere_, "events/nothing"}};
    for (const MethodDescriptor* method : AllMethods()) {
      // Wrong passwords are counted, so that no two answers need be alike.
      if (method->name() == "Login") continue;
      for (const Attempt& attempt : attempts) {
        int choices = 1;
        for (int choice = 0; choice < choices; ++choice) {
          int more = 1;
          const int fields = Try(channel, *method, attempt, choice, -1, &more);
          choices = std::max(choices, more);
          for (int at = 0; at < fields; ++at) {
            Try(channel, *method, attempt, choice, at, &more);
          }
        }
      }
    }
  }
};

TEST_P(ProbeTest, AFocalPointLearnsNothingOfOthersByAnyNameInAnyMethod) {
  TryEverything(As("anna", v1::REGISTRAR, own_["events/{event}/delegations/{delegation}"]));
}

TEST_P(ProbeTest, ARegistrationLinkLearnsNothingOfOthersByAnyNameInAnyMethod) {
  TryEverything(server_.NewChannel(Link(own_["events/{event}/delegations/{delegation}"]).secret()));
}

// A list, asked by the texts of its filter and order.
TEST_P(ProbeTest, NoFilterOrderOrMaskOfAListTellsOfOthers) {
  const Channel anna = As("anna", v1::REGISTRAR, own_["events/{event}/delegations/{delegation}"]);
  const std::string delegation = others_["events/{event}/delegations/{delegation}"];
  const std::vector<std::string> filters = {
      absl::StrCat("delegation = \"", delegation, "\""),
      absl::StrCat("organization = \"organizations/minsk\""),
      absl::StrCat("person = \"", others_["people/{person}"], "\""),
      "sort_name:\"Minsk\"",
      "NOT state = DRAFT",
      "",
  };
  for (const MethodDescriptor* method : AllMethods()) {
    const auto& type = *method->input_type();
    if (type.FindFieldByName("filter") == nullptr || method->file()->package() != "plenary.v1") {
      continue;
    }
    for (const std::string& filter : filters) {
      for (const char* order : {"", "create_time desc", "sort_name"}) {
        Requests make(0, [&](const std::string& pattern) {
          const auto own = own_.find(pattern);
          return own == own_.end() ? NoName(pattern, "events/forum") : own->second;
        });
        const auto request = make.Make(*method);
        const auto& reflection = *request->GetReflection();
        reflection.SetString(request.get(), type.FindFieldByName("filter"), filter);
        if (const auto* field = type.FindFieldByName("order_by")) {
          reflection.SetString(request.get(), field, order);
        }
        if (const auto* field = type.FindFieldByName("show_deleted")) {
          reflection.SetBool(request.get(), field, true);
        }
        const Outcome outcome = Call(anna, *method, *request);
        const std::string what = absl::StrCat(PathOf(*method), " ", request->ShortDebugString());
        // Work that was begun has a name of its own.
        if (method->output_type()->name() != "Operation") ExpectTellsNothing(outcome.answer, what);
      }
    }
  }
}

TEST_P(ProbeTest, APageTokenIsOfUseToNobodyElse) {
  auto request = Parse<v1::ListDelegationsRequest>("parent: 'events/forum' page_size: 1");
  const auto page = Do<v1::ListDelegationsResponse>("DelegationService/ListDelegations", request);
  ASSERT_FALSE(page.next_page_token().empty());
  request.set_page_token(page.next_page_token());
  const Channel anna = As("anna", v1::REGISTRAR, own_["events/{event}/delegations/{delegation}"]);
  v1::ListDelegationsResponse response;
  EXPECT_THAT(CallMethod(*anna, "plenary.v1.DelegationService/ListDelegations", request, response),
              testing::RefusedFor(v1::ERROR_REASON_INVALID_PAGE_TOKEN));
}

TEST_P(ProbeTest, AStreamShowsAFocalPointTheChangesOfItsOwnAlone) {
  const Channel anna = As("anna", v1::REGISTRAR, own_["events/{event}/delegations/{delegation}"]);
  // The last change of each partition is one that is shown.
  v1::UpdateDelegationRequest update;
  update.mutable_delegation()->set_name(own_["events/{event}/delegations/{delegation}"]);
  update.mutable_delegation()->add_focal_points(own_["people/{person}"]);
  Do<v1::Delegation>("DelegationService/UpdateDelegation", update);
  Do<v1::Person>("DirectoryService/UpdatePerson",
                 Parse<v1::UpdatePersonRequest>(absl::StrCat(
                     "person { name: '", own_["people/{person}"], "' work_phone: '1' }")));
  Do<v1::User>("AccessService/UpdateUser",
               Parse<v1::UpdateUserRequest>("user { name: 'users/anna' display_name: 'Anna' }"));
  const std::map<std::string, std::string> last = {
      {"events/forum", update.delegation().name()},
      {"directory", own_["people/{person}"]},
      {"access", "users/anna"},
  };
  for (const auto& [partition, name] : last) {
    for (const v1::Change& change : ChangesUpTo(anna, partition, name)) {
      ExpectTellsNothing(change.DebugString(), partition);
      EXPECT_EQ(change.number(), 0) << partition;
    }
  }
}

TEST_P(ProbeTest, AStreamShowsAFocalPointItsMeetingsOnceReleasedAndNeverANote) {
  const std::string kursk = own_["events/{event}/delegations/{delegation}"];
  const Channel anna = As("anna", v1::REGISTRAR, kursk);
  Do<v1::ScheduleSettings>("ScheduleService/UpdateScheduleSettings",
                           Parse<v1::UpdateScheduleSettingsRequest>(
                               "settings { name: 'events/forum/schedule' mode: VERSIONED }"));
  const auto draft = [&](const std::string& title) {
    return Do<v1::Meeting>("ScheduleService/CreateMeeting",
                           Parse<v1::CreateMeetingRequest>(absl::StrCat(
                               "parent: 'events/forum' meeting { parties { delegation: '", kursk,
                               "' } note: 'bring the map' titles { language: 'en' text: '", title,
                               "' } interval { start_time { seconds: 4000030000 } end_time { ",
                               "seconds: 4000033600 } } }")))
        .name();
  };
  const std::string talks = draft("Talks");
  Do<v1::Plan>("ScheduleService/ReleasePlan",
               Parse<v1::ReleasePlanRequest>("parent: 'events/forum'"));
  const std::string more_talks = draft("More talks");
  const std::string project = own_["events/{event}/projects/{project}"];
  Do<v1::Project>("DelegationService/UpdateProject",
                  Parse<v1::UpdateProjectRequest>(absl::StrCat(
                      "project { name: '", project, "' titles { language: 'en' text: 'Last' } }")));
  std::map<std::string, std::vector<v1::ActivityState>> seen;
  for (const v1::Change& change : ChangesUpTo(anna, "events/forum", project)) {
    for (const char* word : {"bring the map", "about kursk", "fitting", "More talks"}) {
      EXPECT_FALSE(absl::StrContains(change.resource().value(), word)) << word;
    }
    v1::Meeting meeting;
    if (change.resource().UnpackTo(&meeting)) seen[meeting.name()].push_back(meeting.state());
  }
  EXPECT_EQ(seen[talks], std::vector<v1::ActivityState>{v1::RELEASED});
  EXPECT_EQ(seen[own_["events/{event}/meetings/{meeting}"]],
            std::vector<v1::ActivityState>{v1::RELEASED});
  EXPECT_EQ(seen.count(more_talks), 0U);
}

TEST_P(ProbeTest, AFocalPointAsksWhomItSeesNothingOfAndIsAnsweredByThem) {
  const std::string kursk = own_["events/{event}/delegations/{delegation}"];
  const std::string minsk = others_["events/{event}/delegations/{delegation}"];
  const Channel anna = As("anna", v1::REGISTRAR, kursk);
  const Channel maxim = As("maxim", v1::REGISTRAR, minsk);
  const auto ask = [&](const Channel& channel, const std::string& from, const std::string& to) {
    v1::MeetingRequest request;
    const absl::Status status =
        CallMethod(*channel, "plenary.v1.MatchmakingService/CreateMeetingRequest",
                   Parse<v1::CreateMeetingRequestRequest>(
                       absl::StrCat("parent: 'events/forum' meeting_request { from { party: '",
                                    from, "' } to { party: '", to, "' } note: 'about rye' }")),
                   request);
    return status.ok() ? absl::StatusOr<v1::MeetingRequest>(request) : status;
  };
  // While requests are not taken nobody learns by them who is there.
  for (const std::string& to : {minsk, std::string("events/forum/delegations/nobody")}) {
    EXPECT_THAT(ask(anna, kursk, to),
                testing::RefusedFor(v1::ERROR_REASON_MEETING_REQUESTS_CLOSED));
  }
  Do<v1::MatchmakingSettings>("MatchmakingService/UpdateMatchmakingSettings",
                              Parse<v1::UpdateMatchmakingSettingsRequest>(
                                  "settings { name: 'events/forum/matchmaking' window {} }"));
  EXPECT_THAT(ask(anna, minsk, kursk), testing::RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(ask(anna, kursk, "organizations/minsk"),
              testing::RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const auto asked = ask(anna, kursk, minsk);
  ASSERT_THAT(asked, IsOk());
  v1::MeetingRequest answered;
  EXPECT_THAT(CallMethod(*anna, "plenary.v1.MatchmakingService/AcceptMeetingRequest",
                         Parse<v1::AcceptMeetingRequestRequest>(
                             absl::StrCat("name: '", asked->name(), "'")),
                         answered),
              testing::RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(CallMethod(*maxim, "plenary.v1.MatchmakingService/AcceptMeetingRequest",
                         Parse<v1::AcceptMeetingRequestRequest>(
                             absl::StrCat("name: '", asked->name(), "'")),
                         answered),
              IsOk());
  EXPECT_EQ(answered.state(), v1::MeetingRequest::ACCEPTED);
  // The stream shows both what they asked each other, and neither anything else of the other.
  int seen = 0;
  for (const v1::Change& change : ChangesUpTo(maxim, "events/forum", asked->name())) {
    if (change.resource_name() == asked->name()) ++seen;
    EXPECT_NE(change.resource_name(), own_["events/{event}/meetingRequests/{meeting_request}"]);
    EXPECT_FALSE(absl::StrContains(change.resource_name(), "blockedPairs"));
  }
  EXPECT_EQ(seen, 2);
}

INSTANTIATE_TEST_SUITE_P(Engines, RolesTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);
INSTANTIATE_TEST_SUITE_P(Engines, ProbeTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

}  // namespace
}  // namespace plenary::server
