#include "services/storage/handle.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "plenary/v1/options.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/storage/request_log.h"

namespace plenary::storage {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

absl::Status CheckRequest(const Message& request) {
  base::FieldErrors errors;
  base::CheckFields(request, errors);
  return errors.ToStatus();
}

// The same bytes for equal requests, however the client ordered its maps.
std::string DeterministicBytes(const Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

// An answer as it is kept: a secret is shown once, and not again to who has the database.
std::string BytesToKeep(const Message& answer) {
  if (!base::HasSecrets(answer)) return DeterministicBytes(answer);
  const std::unique_ptr<Message> kept(answer.New());
  kept->CopyFrom(answer);
  base::ClearSecrets(*kept);
  return DeterministicBytes(*kept);
}

// The singular text field `name` of `message`, or empty.
std::string TextOf(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->is_repeated() ||
      field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return "";
  }
  return message.GetReflection()->GetString(message, field);
}

// Whether somewhere in `message` there is a person to create.
bool BringsNewPeople(const Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  return std::any_of(fields.begin(), fields.end(), [&](const FieldDescriptor* field) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_map()) return false;
    if (field->name() == "new_person") return true;
    if (!field->is_repeated()) return BringsNewPeople(reflection.GetMessage(message, field));
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      if (BringsNewPeople(reflection.GetRepeatedMessage(message, field, i))) return true;
    }
    return false;
  });
}

// The name of a resource, or where the server is to choose it what names of its kind look like, if
// that tells their partition: "trips/{trip}", but not "events/{event}".
std::string NameOrPatternOf(const Message& resource) {
  std::string name = TextOf(resource, "name");
  const FieldDescriptor* field = resource.GetDescriptor()->FindFieldByName("name");
  if (!name.empty() || field == nullptr) return name;
  for (const std::string& pattern : field->options().GetExtension(v1::rules).name_patterns()) {
    if (!absl::StrContains(base::PartitionOf(pattern), '{')) return pattern;
  }
  return "";
}

// A resource name, or a pattern of it, that tells where `request` writes; or empty.
std::string TargetOf(const Message& request) {
  for (const char* field : {"parent", "name", "delegation", "participant"}) {
    if (std::string name = TextOf(request, field); !name.empty()) return name;
  }
  for (const auto& [field, collection] :
       {std::pair("event_id", "events/"), std::pair("negotiation_id", "negotiations/")}) {
    if (const std::string id = TextOf(request, field); !id.empty()) {
      return absl::StrCat(collection, id);
    }
  }
  const google::protobuf::Reflection& reflection = *request.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(request, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated() || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    std::string name = NameOrPatternOf(reflection.GetMessage(request, field));
    if (!name.empty()) return name;
  }
  return "";
}

// What the caller may be told of `status`. What the engine says, and its wish to run a body again,
// goes through as it is.
absl::Status Veiled(Tx& tx, const Exchange& exchange, absl::Status status) {
  if (exchange.guard == nullptr) return status;
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return exchange.guard->VeilAnswer(tx, exchange.call, exchange.response);
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
      return exchange.guard->Veil(tx, exchange.call, std::move(status));
    default:
      return status;
  }
}

absl::Status Admitted(Tx& tx, const Exchange& exchange) {
  if (exchange.guard == nullptr) return absl::OkStatus();
  return exchange.guard->Admit(tx, exchange.call, exchange.request);
}

absl::Status GiveAgain(const std::string& answer, Message& response) {
  if (response.ParseFromString(answer)) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                      "the answer kept for this request_id cannot be read");
}

// One change under way; lives until it is answered.
struct ChangeUnderWay {
  ChangeUnderWay(base::Random& random, Exchange given, const ChangeHandler& wanted)
      : exchange(given),
        handler(wanted),
        validate_only(IsValidateOnly(given.request)),
        keys(KeysOf(given.request)),
        seed(random.Bytes(32)) {
    // A dry run leaves nothing behind, so there is nothing that its id could find again.
    if (!validate_only && !given.call.request_id.empty()) bytes = DeterministicBytes(given.request);
  }

  absl::Status Run(Tx& tx);

  const Exchange exchange;
  const ChangeHandler& handler;
  const bool validate_only;
  const Keys keys;
  const std::string seed;
  std::string bytes;
  absl::optional<base::IdSequence> ids;
  bool rolled_back_on_purpose = false;
};

absl::Status ChangeUnderWay::Run(Tx& tx) {
  exchange.response.Clear();
  rolled_back_on_purpose = false;
  if (ids) {
    ids->Reset();
  } else {
    ids.emplace(seed, tx.now());
  }
  PLENARY_RETURN_IF_ERROR(Admitted(tx, exchange));
  const bool keeps_answer = !validate_only && !exchange.call.request_id.empty();
  const RequestKey key = {exchange.call.caller, exchange.call.request_id, exchange.call.method,
                          bytes, exchange.pepper};
  RequestLookup lookup(key, tx.now());
  Change change(tx, exchange.call, *ids);
  std::vector<Statement> statements;
  if (keeps_answer) lookup.AddStatements(statements);
  change.AddStatements(keys, statements);
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  if (keeps_answer) {
    PLENARY_ASSIGN_OR_RETURN(const absl::optional<std::string> answer, lookup.Answer());
    // The caller may be told less by now than when it was answered.
    if (answer) return Veiled(tx, exchange, GiveAgain(*answer, exchange.response));
  }
  PLENARY_RETURN_IF_ERROR(
      Veiled(tx, exchange, handler(change, exchange.request, exchange.response)));
  PLENARY_RETURN_IF_ERROR(change.Flush());
  if (validate_only) {
    rolled_back_on_purpose = true;
    return absl::CancelledError("validate_only");
  }
  if (!keeps_answer) return absl::OkStatus();
  std::vector<std::string> resources;
  resources.reserve(change.recorded().size());
  for (const NewChange& recorded : change.recorded()) resources.push_back(recorded.resource);
  return lookup.Remember(tx, BytesToKeep(exchange.response), resources, *ids);
}

}  // namespace

std::string RequestIdOf(const Message& request) { return TextOf(request, "request_id"); }

bool IsValidateOnly(const Message& request) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName("validate_only");
  return field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL &&
         request.GetReflection()->GetBool(request, field);
}

Keys KeysOf(const Message& request) {
  Keys keys = {base::PartitionOf(TargetOf(request))};
  if (keys.front() != kDirectoryPartition && BringsNewPeople(request)) {
    keys.emplace_back(kDirectoryPartition);
  }
  return keys;
}

void HandleRead(Store& store, Exchange exchange, const ReadHandler& handler, Done done) {
  if (absl::Status status = CheckRequest(exchange.request); !status.ok()) {
    return done(std::move(status));
  }
  store.Read(
      [exchange, &handler](Tx& tx) {
        exchange.response.Clear();
        PLENARY_RETURN_IF_ERROR(Admitted(tx, exchange));
        return Veiled(tx, exchange,
                      handler(tx, exchange.call, exchange.request, exchange.response));
      },
      std::move(done));
}

void HandleChange(Store& store, base::Random& random, Exchange exchange,
                  const ChangeHandler& handler, Done done) {
  if (absl::Status status = CheckRequest(exchange.request); !status.ok()) {
    return done(std::move(status));
  }
  auto change = std::make_shared<ChangeUnderWay>(random, exchange, handler);
  store.Write(
      change->keys, [change](Tx& tx) { return change->Run(tx); },
      [change, done = std::move(done)](absl::Status status) {
        if (change->rolled_back_on_purpose && absl::IsCancelled(status)) status = absl::OkStatus();
        done(std::move(status));
      });
}

}  // namespace plenary::storage
