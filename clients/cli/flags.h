// The flags of a command, made from the descriptor of the request it sends: every field of the
// API that fits on a line has its flag, and a new field gets one by itself.
#ifndef PLENARY_CLIENTS_CLI_FLAGS_H_
#define PLENARY_CLIENTS_CLI_FLAGS_H_

#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/texts.h"
#include "clients/cli/values.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "plenary/v1/delegations.pb.h"

namespace plenary::cli {

// What a command does with its flags besides filling the request.
struct FlagOptions {
  // Fields of the listed resource that have a flag which becomes part of the filter.
  std::vector<std::string> filters = {};
  // Fields of the request that are given otherwise.
  std::vector<std::string> left_out = {};
  // Fields of the resource, or of a request without one, that stand without a flag, in this order.
  std::vector<std::string> arguments = {};
  // The field of the resource that --event or --delegation may name; without them it stays empty.
  std::string place = {};
  // The request is a batch of which the flags describe one registration.
  bool is_one_registration = false;
  // The language of the help.
  Words words = Words();
};

// One command's request and the flags that fill it. Used once.
class RequestFlags {
 public:
  // Adds positionals and flags for `request` to `command`.
  RequestFlags(CLI::App& command, std::unique_ptr<google::protobuf::Message> request,
               const FlagOptions& options);

  // After the command line was parsed: fills the request from --json or --file, rows and flags, in
  // that order, and expands short names; `event` is the one they lie in where --event was not
  // given. `in` is read for "-". INVALID_ARGUMENT: names the flag that cannot be understood.
  absl::Status Fill(Reading reading, absl::string_view event, std::istream& in);

  // The event that --event or a full name on the command line says, else `event`; "events/…" or
  // empty. After the command line was parsed.
  std::string EventNamed(absl::string_view event) const;
  // Whether a time was given, so that it matters in which zone it is read.
  bool HasTimes() const;
  // What --day says.
  const std::string& day() const { return day_; }

  google::protobuf::Message& request() { return *request_; }

 private:
  struct Flag {
    CLI::Option* option;
    google::protobuf::Message* target;
    const google::protobuf::FieldDescriptor* field;
    // The field of the resource that changes with it, or that is filtered by.
    std::string mask_path;
    std::vector<std::string> texts;
    bool value = false;  // of a flag without text
  };

  void AddRequestField(const google::protobuf::FieldDescriptor& field);
  // `prefix` is the path of a part of a resource: "journey.".
  void AddResource(google::protobuf::Message& resource, const std::string& prefix = "");
  void AddDay();
  void AddRegistration(v1::RegistrationRow& row);
  void AddEvent();
  void AddArguments();
  void AddPlace();
  void AddParent(const google::protobuf::FieldDescriptor& field);
  void AddField(google::protobuf::Message& target, const google::protobuf::FieldDescriptor& field,
                const std::string& flag, const std::string& help, std::string mask_path = "");
  void AddInterval(google::protobuf::Message& parent,
                   const google::protobuf::FieldDescriptor& field);
  void AddPositional(google::protobuf::Message& target,
                     const google::protobuf::FieldDescriptor& field, bool required);
  void AddWholeResource();
  void AddFilter(const std::string& field_name, absl::string_view response_type);
  bool IsUpdate() const;
  std::string NegotiationNamed() const;

  absl::Status ReadWhole(std::istream& in);
  absl::Status ReadRows(std::istream& in);
  absl::Status SetFlags(Reading reading);
  void SetParent(absl::string_view event);
  void SetPlace(absl::string_view event);
  void SetEvent();
  void SetSingleton(absl::string_view event);
  void KeepResource();
  absl::Status SetFilter(absl::string_view event);
  void SetUpdateMask();

  CLI::App& command_;
  const FlagOptions options_;
  const std::unique_ptr<google::protobuf::Message> request_;
  google::protobuf::Message* resource_ = nullptr;  // in request_, where there is one
  const google::protobuf::FieldDescriptor* rows_ = nullptr;
  std::vector<std::unique_ptr<Flag>> flags_;
  std::vector<std::unique_ptr<Flag>> filters_;
  std::string event_;
  std::string delegation_;
  std::string day_;
  bool dry_run_ = false;
  std::string json_;
  std::string file_;
  std::string rows_file_;
  std::vector<std::string> json_fields_;
};

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_FLAGS_H_
