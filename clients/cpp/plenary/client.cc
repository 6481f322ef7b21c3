#include "plenary/client.h"

#include <algorithm>

#include "google/protobuf/util/time_util.h"
#include "plenary/connection.h"

namespace plenary {
namespace {

// How often a waiting program hears how far the operation is, and how long a server is asked to
// wait where nobody wants to know.
constexpr absl::Duration kProgressInterval = absl::Milliseconds(500);
constexpr absl::Duration kLongWait = absl::Seconds(20);

// To the microsecond, as the API has instants.
google::protobuf::Timestamp StampOf(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

}  // namespace

Client Client::Connect(absl::string_view target, const ClientOptions& options) {
  return Client(std::make_shared<Connection>(target, options));
}

absl::Status Client::Call(const google::protobuf::Message& request,
                          google::protobuf::Message& response, const CallOptions& options) const {
  return connection_->Call(request, response, options);
}

std::unique_ptr<ChangeStream> Client::WatchChanges(v1::WatchChangesRequest request) const {
  return std::make_unique<ChangeStream>(connection_, std::move(request));
}

absl::StatusOr<v1::File> Client::UploadFile(std::istream& source, absl::string_view filename,
                                            const TransferOptions& options) const {
  return plenary::UploadFile(*connection_, source, filename, options);
}

absl::StatusOr<v1::File> Client::DownloadFile(absl::string_view name, std::ostream& sink,
                                              const TransferOptions& options) const {
  return plenary::DownloadFile(*connection_, name, sink, options);
}

absl::StatusOr<google::longrunning::Operation> Client::Wait(
    google::longrunning::Operation operation, const OperationProgress& on_progress,
    const CallOptions& options) const {
  Surroundings& surroundings = connection_->surroundings();
  const absl::Time deadline =
      options.deadline ? surroundings.Now() + *options.deadline : absl::InfiniteFuture();
  google::longrunning::WaitOperationRequest request;
  request.set_name(operation.name());
  const absl::Duration at_once = on_progress ? kProgressInterval : kLongWait;
  while (!operation.done()) {
    const absl::Duration time_left = deadline - surroundings.Now();
    if (time_left <= absl::ZeroDuration()) {
      return absl::DeadlineExceededError("the operation is still under way");
    }
    *request.mutable_timeout() = google::protobuf::util::TimeUtil::MicrosecondsToDuration(
        absl::ToInt64Microseconds(std::min(at_once, time_left)));
    if (absl::Status status = Call(request, operation); !status.ok()) return status;
    if (on_progress) on_progress(operation);
  }
  if (operation.has_error()) return FromRpcStatus(operation.error());
  return operation;
}

absl::StatusOr<v1::PlanEventResponse> Client::WaitForPlan(google::longrunning::Operation operation,
                                                          const PlanProgress& on_progress,
                                                          const CallOptions& options) const {
  OperationProgress tell;
  if (on_progress) {
    tell = [&on_progress](const google::longrunning::Operation& now) {
      v1::PlanEventMetadata known;
      if (now.metadata().UnpackTo(&known)) on_progress(known);
    };
  }
  return Wait<v1::PlanEventResponse>(std::move(operation), tell, options);
}

absl::StatusOr<v1::Programme> Client::Schedule(absl::string_view subject,
                                               absl::string_view language,
                                               const CallOptions& options) const {
  v1::GetProgrammeRequest request;
  request.set_subject(std::string(subject));
  request.set_language_code(std::string(language));
  return GetProgramme(request, options);
}

absl::StatusOr<v1::Itinerary> Client::Itinerary(absl::string_view subject,
                                                absl::string_view language,
                                                const CallOptions& options) const {
  v1::GetItineraryRequest request;
  request.set_subject(std::string(subject));
  request.set_language_code(std::string(language));
  return GetItinerary(request, options);
}

absl::StatusOr<v1::QueryFreeBusyResponse> Client::FreeBusy(const std::vector<std::string>& subjects,
                                                           absl::Time start, absl::Time end,
                                                           const CallOptions& options) const {
  v1::QueryFreeBusyRequest request;
  *request.mutable_subjects() = {subjects.begin(), subjects.end()};
  *request.mutable_interval()->mutable_start_time() = StampOf(start);
  *request.mutable_interval()->mutable_end_time() = StampOf(end);
  return QueryFreeBusy(request, options);
}

}  // namespace plenary
