#include "clients/cli/load.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/json.h"
#include "clients/cli/refusals.h"
#include "clients/cli/texts.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/struct.pb.h"

namespace plenary::cli {
namespace {

namespace fs = std::filesystem;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using google::protobuf::Reflection;

absl::StatusOr<std::vector<std::string>> FilesOf(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> in_folder;
    for (const fs::directory_entry& entry : fs::directory_iterator(path, error)) {
      if (entry.path().extension() == ".jsonl") in_folder.push_back(entry.path());
    }
    if (in_folder.empty()) {
      return absl::InvalidArgumentError(absl::StrCat("the folder ", path, " has no .jsonl files"));
    }
    std::sort(in_folder.begin(), in_folder.end());
    files.insert(files.end(), in_folder.begin(), in_folder.end());
  }
  return files;
}

std::string RequestId(const std::string& line) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(line.data(), line.size(), digest, &size, EVP_sha256(), nullptr);
  return absl::StrCat("load-", absl::BytesToHexString(
                                   absl::string_view(reinterpret_cast<const char*>(digest), 16)));
}

const MethodDescriptor* FindMethod(const std::string& name) {
  // Every method's request is named after it (AIP-131 and following).
  const Descriptor* request =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
          absl::StrCat("plenary.v1.", name, "Request"));
  if (request == nullptr || request->file()->service_count() == 0) return nullptr;
  return request->file()->service(0)->FindMethodByName(name);
}

std::unique_ptr<Message> New(const Descriptor& type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

std::string NameOf(const Message& resource) {
  const FieldDescriptor* name = resource.GetDescriptor()->FindFieldByName("name");
  return name == nullptr ? "" : resource.GetReflection()->GetString(resource, name);
}

// Adds what "${LABEL.N}" and "${LABEL.N.person}" stand for after an answer that holds several.
void AddParts(const std::string& label, const Message& answer,
              std::map<std::string, std::string>& names) {
  const Descriptor& type = *answer.GetDescriptor();
  const Reflection& reflection = *answer.GetReflection();
  for (int field = 0; field < type.field_count(); ++field) {
    const FieldDescriptor& parts = *type.field(field);
    if (!parts.is_repeated() || parts.message_type() == nullptr) continue;
    for (int i = 0; i < reflection.FieldSize(answer, &parts); ++i) {
      const Message& part = reflection.GetRepeatedMessage(answer, &parts, i);
      const std::string name = absl::StrCat("${", label, ".", i);
      if (const auto* result = dynamic_cast<const v1::ParticipantResult*>(&part)) {
        names[name + "}"] = result->participant().name();
        names[name + ".person}"] = result->participant().person();
      } else if (const std::string of_part = NameOf(part); !of_part.empty()) {
        names[name + "}"] = of_part;
      }
    }
  }
}

// What "${LABEL}" and the like stand for after an answer.
std::map<std::string, std::string> NamesIn(const std::string& label, const Message& answer) {
  std::map<std::string, std::string> names;
  const std::string whole = absl::StrCat("${", label, "}");
  const Descriptor& type = *answer.GetDescriptor();
  if (const std::string name = NameOf(answer); !name.empty()) names[whole] = name;
  if (const FieldDescriptor* delegation = type.FindFieldByName("delegation");
      delegation != nullptr && delegation->message_type() != nullptr) {
    names[whole] = NameOf(answer.GetReflection()->GetMessage(answer, delegation));
  }
  AddParts(label, answer, names);
  return names;
}

// The labels that a request speaks of: LABEL of each "${LABEL}", "${LABEL.3}" and so on.
std::vector<std::string> LabelsIn(absl::string_view json) {
  std::vector<std::string> labels;
  for (size_t at = json.find("${"); at != absl::string_view::npos; at = json.find("${", at + 2)) {
    const absl::string_view inner = json.substr(at + 2, json.find('}', at) - at - 2);
    labels.emplace_back(inner.substr(0, inner.find('.')));
  }
  return labels;
}

std::string RandomPassword() {
  unsigned char bytes[24];
  if (RAND_bytes(bytes, sizeof bytes) != 1) return "";
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(bytes), sizeof bytes));
}

// The users as whom lines are made, each signed in once.
class SignedInUsers {
 public:
  SignedInUsers(const Session& session, const Client& client)
      : session_(session), client_(client) {}
  ~SignedInUsers() {
    for (const auto& [user, client] : clients_) client.Logout({}).IgnoreError();
  }
  SignedInUsers(const SignedInUsers&) = delete;
  SignedInUsers& operator=(const SignedInUsers&) = delete;

  absl::StatusOr<const Client*> Find(const std::string& user) {
    const auto found = clients_.find(user);
    if (found != clients_.end()) return &found->second;
    v1::SetPasswordRequest password;
    password.set_name(user);
    password.set_new_password(RandomPassword());
    if (const auto set = client_.SetPassword(password); !set.ok()) return set.status();
    v1::LoginRequest login;
    login.set_name(user);
    login.set_password(password.new_password());
    const absl::StatusOr<v1::LoginResponse> begun = ConnectWith(session_, "").Login(login);
    if (!begun.ok()) return begun.status();
    return &clients_.emplace(user, ConnectWith(session_, begun->secret())).first->second;
  }

 private:
  const Session& session_;
  const Client& client_;
  std::map<std::string, Client> clients_;
};

class Loader {
 public:
  explicit Loader(const Session& session) : client_(Connect(session)), users_(session, client_) {}

  absl::Status LoadLine(const std::string& line) {
    google::protobuf::Struct object;
    if (absl::Status status = MergeJson(line, object); !status.ok()) return status;
    const auto text = [&](const std::string& field) {
      const auto found = object.fields().find(field);
      return found == object.fields().end() ? "" : found->second.string_value();
    };
    const std::string json = ToJson((*object.mutable_fields())["request"].struct_value(), false);
    std::vector<std::string> stands_on = LabelsIn(json);
    stands_on.push_back(text("after"));
    stands_on.push_back(text("as"));
    for (const std::string& label : stands_on) {
      if (passed_over_.count(label) == 0) continue;
      PassOver(text("label"));
      return absl::OkStatus();
    }
    const MethodDescriptor* method = FindMethod(text("method"));
    if (method == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("there is no method \"", text("method"), "\""));
    }
    const std::unique_ptr<Message> request = New(*method->input_type());
    const bool has_names = stands_on.size() > 2;
    const absl::Status read =
        MergeJson(has_names ? absl::StrReplaceAll(json, names_) : json, *request);
    if (!read.ok()) return read;
    if (const FieldDescriptor* id = method->input_type()->FindFieldByName("request_id")) {
      request->GetReflection()->SetString(request.get(), id, RequestId(line));
    }
    if (text("as").empty()) return Call(client_, *method, *request, text("label"));
    const auto user = users_.Find(names_[absl::StrCat("${", text("as"), "}")]);
    return user.ok() ? Call(**user, *method, *request, text("label")) : user.status();
  }

  int done() const { return done_; }
  int there_already() const { return there_already_; }

 private:
  void PassOver(const std::string& label) {
    ++there_already_;
    if (!label.empty()) passed_over_.insert(label);
  }

  absl::Status Call(const Client& client, const MethodDescriptor& method, const Message& request,
                    const std::string& label) {
    const std::unique_ptr<Message> answer = New(*method.output_type());
    const absl::Status status = client.Call(request, *answer);
    if (status.code() == absl::StatusCode::kAlreadyExists &&
        ReasonOf(status) == v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS) {
      PassOver(label);
      return absl::OkStatus();
    }
    if (!status.ok()) return status;
    ++done_;
    if (!label.empty()) names_.merge(NamesIn(label, *answer));
    return absl::OkStatus();
  }

  const Client client_;
  SignedInUsers users_;
  std::map<std::string, std::string> names_;
  std::set<std::string> passed_over_;
  int done_ = 0;
  int there_already_ = 0;
};

// "" and OK, or where it ended.
absl::Status LoadFile(const std::string& path, Loader& loader, std::string& where) {
  std::ifstream file(path);
  if (!file) {
    where = path;
    return absl::InvalidArgumentError("cannot read this file");
  }
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    if (absl::Status status = loader.LoadLine(line); !status.ok()) {
      where = absl::StrCat(path, ":", number);
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace

int Load(const Session& session, const std::vector<std::string>& paths) {
  Terminal& terminal = session.terminal;
  const absl::StatusOr<std::vector<std::string>> files = FilesOf(paths);
  if (!files.ok()) return PrintRefusal(terminal, "plenary", files.status());
  Loader loader(session);
  for (const std::string& file : *files) {
    std::string where;
    const absl::Status status = LoadFile(file, loader, where);
    if (!status.ok()) return PrintRefusal(terminal, where, status);
  }
  terminal.out << session.words.Count("load.made", loader.done());
  if (loader.there_already() > 0) {
    terminal.out << ", " << session.words.Say("load.passed-over", loader.there_already());
  }
  terminal.out << "\n";
  return kDone;
}

}  // namespace plenary::cli
