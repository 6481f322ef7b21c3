#include "clients/cli/load.h"

#include <openssl/evp.h>

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

// What "${LABEL}" and "${LABEL.N}" stand for after an answer.
std::map<std::string, std::string> NamesIn(const std::string& label, const Message& answer) {
  std::map<std::string, std::string> names;
  const std::string whole = absl::StrCat("${", label, "}");
  const Descriptor& type = *answer.GetDescriptor();
  const Reflection& reflection = *answer.GetReflection();
  names[whole] = NameOf(answer);
  if (const FieldDescriptor* delegation = type.FindFieldByName("delegation");
      delegation != nullptr && delegation->message_type() != nullptr) {
    names[whole] = NameOf(reflection.GetMessage(answer, delegation));
  }
  if (const FieldDescriptor* results = type.FindFieldByName("results")) {
    for (int i = 0; i < reflection.FieldSize(answer, results); ++i) {
      const auto& result = dynamic_cast<const v1::ParticipantResult&>(
          reflection.GetRepeatedMessage(answer, results, i));
      names[absl::StrCat("${", label, ".", i, "}")] = result.participant().name();
    }
  }
  return names;
}

class Loader {
 public:
  explicit Loader(const Client& client) : client_(client) {}

  absl::Status LoadLine(const std::string& line) {
    google::protobuf::Struct object;
    if (absl::Status status = MergeJson(line, object); !status.ok()) return status;
    const auto text = [&](const std::string& field) {
      const auto found = object.fields().find(field);
      return found == object.fields().end() ? "" : found->second.string_value();
    };
    if (passed_over_.count(text("after")) > 0) {
      ++there_already_;
      if (!text("label").empty()) passed_over_.insert(text("label"));
      return absl::OkStatus();
    }
    const MethodDescriptor* method = FindMethod(text("method"));
    if (method == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("there is no method \"", text("method"), "\""));
    }
    const std::unique_ptr<Message> request = New(*method->input_type());
    const std::string json = absl::StrReplaceAll(
        ToJson((*object.mutable_fields())["request"].struct_value(), false), names_);
    if (absl::Status status = MergeJson(json, *request); !status.ok()) return status;
    if (const FieldDescriptor* id = method->input_type()->FindFieldByName("request_id")) {
      request->GetReflection()->SetString(request.get(), id, RequestId(line));
    }
    return Call(*method, *request, text("label"));
  }

  int done() const { return done_; }
  int there_already() const { return there_already_; }

 private:
  absl::Status Call(const MethodDescriptor& method, const Message& request,
                    const std::string& label) {
    const std::unique_ptr<Message> answer = New(*method.output_type());
    const absl::Status status = client_.Call(request, *answer);
    if (status.code() == absl::StatusCode::kAlreadyExists &&
        ReasonOf(status) == v1::ERROR_REASON_RESOURCE_ALREADY_EXISTS) {
      ++there_already_;
      if (!label.empty()) passed_over_.insert(label);
      return absl::OkStatus();
    }
    if (!status.ok()) return status;
    ++done_;
    if (!label.empty()) names_.merge(NamesIn(label, *answer));
    return absl::OkStatus();
  }

  const Client& client_;
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

int Load(const Client& client, const std::vector<std::string>& paths, Terminal& terminal) {
  const absl::StatusOr<std::vector<std::string>> files = FilesOf(paths);
  if (!files.ok()) return PrintRefusal(terminal, "plenary", files.status());
  Loader loader(client);
  for (const std::string& file : *files) {
    std::string where;
    const absl::Status status = LoadFile(file, loader, where);
    if (!status.ok()) return PrintRefusal(terminal, where, status);
  }
  const Words words(terminal.environment);
  terminal.out << words.Count("load.made", loader.done());
  if (loader.there_already() > 0) {
    terminal.out << ", " << words.Say("load.passed-over", loader.there_already());
  }
  terminal.out << "\n";
  return kDone;
}

}  // namespace plenary::cli
