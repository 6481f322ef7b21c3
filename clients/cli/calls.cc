#include "clients/cli/calls.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "clients/cli/long_work.h"
#include "clients/cli/output.h"
#include "clients/cli/refusals.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/descriptor.h"
#include "plenary/client.h"
#include "plenary/status.h"

namespace plenary::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool ListHasResumeToken(const Message& request) {
  const std::string name =
      absl::StrCat(absl::StripSuffix(request.GetTypeName(), "Request"), "Response");
  const auto* response = request.GetDescriptor()->file()->pool()->FindMessageTypeByName(name);
  return response != nullptr && response->FindFieldByName("resume_token") != nullptr;
}

std::unique_ptr<Message> NewAnswer(const Message& request) {
  const auto& service = *request.GetDescriptor()->file()->service(0);
  for (int i = 0; i < service.method_count(); ++i) {
    if (service.method(i)->input_type() != request.GetDescriptor()) continue;
    return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()
                                        ->GetPrototype(service.method(i)->output_type())
                                        ->New());
  }
  return nullptr;
}

std::string TextOf(const Message& message, const std::string& name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

// Of an answer row by row: says which rows were refused.
int PrintRefusedRows(const Session& session, const Message& answer) {
  const FieldDescriptor* results = answer.GetDescriptor()->FindFieldByName("results");
  if (results == nullptr || results->message_type() != v1::ParticipantResult::descriptor()) {
    return kDone;
  }
  int code = kDone;
  for (int i = 0; i < answer.GetReflection()->FieldSize(answer, results); ++i) {
    const auto& result = dynamic_cast<const v1::ParticipantResult&>(
        answer.GetReflection()->GetRepeatedMessage(answer, results, i));
    if (!result.has_error()) continue;
    PrintRefusal(session.terminal, session.words.Say("refusal.row", i + 1),
                 FromRpcStatus(result.error()));
    code = kRefused;
  }
  return code;
}

// Of an activity that was kept although it does not fit, or that fits with a warning: says why.
void PrintConflicts(const Session& session, const Message& answer) {
  const auto print = [&](const google::protobuf::RepeatedPtrField<v1::Conflict>& conflicts) {
    for (const v1::Conflict& conflict : conflicts) {
      const std::string& message = conflict.error().message();
      session.terminal.err << (conflict.is_warning()
                                   ? session.words.Say("schedule.warning", message)
                                   : session.words.Say("schedule.conflict", message))
                           << "\n";
    }
  };
  if (const auto* activity = dynamic_cast<const v1::Session*>(&answer))
    print(activity->conflicts());
  if (const auto* meeting = dynamic_cast<const v1::Meeting*>(&answer)) print(meeting->conflicts());
}

int Ask(const Session& session, const Message& request, bool in_detail) {
  const std::unique_ptr<Message> answer = NewAnswer(request);
  const absl::Status status = Connect(session).Call(request, *answer);
  if (!status.ok()) return Refuse(session, status);
  PrintAnswer(OutputOf(session), *answer, in_detail);
  if (session.format == Format::kTable) PrintConflicts(session, *answer);
  return PrintRefusedRows(session, *answer);
}

// Shows changes, of resources of `type` only where one is given, until `count` were shown.
int Watch(const Session& session, const v1::WatchChangesRequest& request, int count,
          const google::protobuf::Descriptor* type) {
  const Output output = OutputOf(session);
  if (output.format == Format::kCsv && type == nullptr) {
    RowPrinter(output, *v1::Change::descriptor()).End();
  }
  const std::unique_ptr<ChangeStream> stream = Connect(session).WatchChanges(request);
  int shown = 0;
  for (absl::StatusOr<v1::Change>& change : stream->Changes()) {
    if (!change.ok()) return Refuse(session, change.status());
    if (type != nullptr &&
        !absl::EndsWith(change->resource().type_url(), "/" + type->full_name())) {
      continue;
    }
    PrintChange(output, *change);
    if (++shown == count) return kDone;
  }
  return kDone;
}

// The log that has the changes of what a request lists under `parent`.
std::string LogOf(const Message& request, const std::string& parent) {
  const auto* file = request.GetDescriptor()->file();
  if (file == v1::ActionItem::descriptor()->file() || file == v1::Trip::descriptor()->file()) {
    return "control";
  }
  const std::vector<std::string> parts = absl::StrSplit(parent, '/');
  // A negotiation has one log for all that lies in it.
  if (parts.size() > 1 && parts[0] == "negotiations") return absl::StrCat(parts[0], "/", parts[1]);
  return parent.empty() ? "directory" : parent;
}

int WatchList(const Session& session, const Message& request, const std::string& resume_token,
              int count, const google::protobuf::Descriptor& type) {
  v1::WatchChangesRequest watch;
  const std::string parent = TextOf(request, "parent");
  watch.set_parent(LogOf(request, parent));
  watch.set_resume_token(resume_token);
  if (parent == "events/-") {
    return Refuse(session, absl::InvalidArgumentError("--watch needs one event: give --event"));
  }
  return Watch(session, watch, count, &type);
}

// Every page, or the one that --page-size or --page-token ask for.
int List(const Session& session, Message& request, const WatchFlags& flags) {
  const auto& reflection = *request.GetReflection();
  const FieldDescriptor* page_size = request.GetDescriptor()->FindFieldByName("page_size");
  const FieldDescriptor* page_token = request.GetDescriptor()->FindFieldByName("page_token");
  const bool one_page = reflection.GetInt32(request, page_size) != 0 ||
                        !reflection.GetString(request, page_token).empty();
  if (!one_page) reflection.SetInt32(&request, page_size, 500);
  const Client client = Connect(session);
  Output output = OutputOf(session);
  // Over all events an id alone says too little.
  output.style.short_names = !absl::StrContains(request.ShortDebugString(), "\"events/-\"") &&
                             request.GetDescriptor() != v1::ListEntriesRequest::descriptor();
  const std::unique_ptr<Message> answer = NewAnswer(request);
  const FieldDescriptor* rows = answer->GetDescriptor()->field(0);
  absl::optional<RowPrinter> printer;
  std::string resume_token;
  std::string next_page;
  do {
    if (absl::Status status = client.Call(request, *answer); !status.ok()) {
      return Refuse(session, status);
    }
    if (!printer) printer.emplace(output, *rows->message_type());
    const auto& page = *answer->GetReflection();
    for (int i = 0; i < page.FieldSize(*answer, rows); ++i) {
      printer->Add(page.GetRepeatedMessage(*answer, rows, i));
    }
    if (resume_token.empty()) resume_token = TextOf(*answer, "resume_token");
    next_page = TextOf(*answer, "next_page_token");
    reflection.SetString(&request, page_token, next_page);
  } while (!one_page && !next_page.empty());
  printer->End();
  if (!next_page.empty()) {
    session.terminal.err << session.words.Say("refusal.more-pages", next_page) << "\n";
  }
  if (!flags.watch) return kDone;
  return WatchList(session, request, resume_token, flags.count, *rows->message_type());
}

// One page, since the best comes first; nothing found is kNotFound.
int Search(const Session& session, const Message& request) {
  const std::unique_ptr<Message> found = NewAnswer(request);
  const absl::Status status = Connect(session).Call(request, *found);
  if (!status.ok()) return Refuse(session, status);
  PrintAnswer(OutputOf(session), *found, false);
  if (const std::string next_page = TextOf(*found, "next_page_token"); !next_page.empty()) {
    session.terminal.err << session.words.Say("refusal.more-pages", next_page) << "\n";
  }
  const FieldDescriptor* results = found->GetDescriptor()->FindFieldByName("results");
  return found->GetReflection()->FieldSize(*found, results) == 0 ? kNotFound : kDone;
}

int Verify(const Session& session, const v1::VerifyChainRequest& request) {
  const Client client = Connect(session);
  absl::StatusOr<google::longrunning::Operation> operation = client.VerifyChain(request);
  if (operation.ok()) operation = Follow(session, client, *std::move(operation));
  if (!operation.ok()) return Refuse(session, operation.status());
  if (operation->has_error()) return Refuse(session, FromRpcStatus(operation->error()));
  v1::VerifyChainResponse found;
  operation->response().UnpackTo(&found);
  PrintAnswer(OutputOf(session), found, true);
  if (found.faults().empty()) return kDone;
  const std::string faults = session.words.Count("count.faults", found.faults_size());
  session.terminal.err << "plenary: " << session.words.Say("refusal.log-edited", faults) << "\n";
  return kRefused;
}

}  // namespace

bool CanWatch(const Command& command) {
  return command.kind == CommandKind::kList && ListHasResumeToken(*command.request) &&
         command.noun != "event";
}

int RunCall(const Session& session, CommandKind kind, Message& request, const WatchFlags& flags) {
  switch (kind) {
    case CommandKind::kList:
      return List(session, request, flags);
    case CommandKind::kWatch:
      return Watch(session, dynamic_cast<v1::WatchChangesRequest&>(request), flags.count, nullptr);
    case CommandKind::kSearch:
      return Search(session, request);
    case CommandKind::kVerify:
      return Verify(session, dynamic_cast<v1::VerifyChainRequest&>(request));
    default:
      return Ask(session, request, kind == CommandKind::kGet);
  }
}

}  // namespace plenary::cli
