// Which handler answers which method.
#ifndef PLENARY_SERVICES_SERVER_BINDINGS_H_
#define PLENARY_SERVICES_SERVER_BINDINGS_H_

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/variant.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/storage/handle.h"

namespace plenary::access {
struct Caller;
}
namespace plenary::assets {
class AssetService;
}
namespace plenary::audit {
class AuditService;
}
namespace plenary::control {
class ActionPlanService;
}
namespace plenary::directory {
class DirectoryService;
}
namespace plenary::events {
class EventService;
}
namespace plenary::delegations {
class DelegationService;
}

namespace plenary::files {
class FileService;
}
namespace plenary::indicators {
class IndicatorService;
}
namespace plenary::matchmaking {
class MatchmakingService;
}

namespace plenary::negotiations {
class NegotiationService;
}

namespace plenary::personal_data {
class PersonalDataService;
}

namespace plenary::planning {
class PlanningService;
class Questions;
}  // namespace plenary::planning

namespace plenary::printing {
class DocumentService;
}

namespace plenary::protocols {
class ProtocolService;
}

namespace plenary::reports {
class ReportService;
}

namespace plenary::schedule {
class ScheduleService;
}

namespace plenary::thread {
class ThreadService;
}

namespace plenary::trips {
class TripService;
}

namespace plenary::server {

class ChangeService;
class Onlookers;
class Operations;

// Who calls from where, for handlers that must know more of it than a room does.
struct Visit {
  absl::Time until;           // a caller who has gone by then needs no answer any more
  absl::string_view address;  // "192.0.2.7", "2001:db8::/64"; empty where it cannot be told
  // nullptr where the method is for everybody.
  const access::Caller* caller;
};

// A handler that needs no transaction of its own, or waits for something. It may answer on the
// caller's stack; must not block. Request, response, call and visit outlive `done`.
using DirectHandler =
    std::function<void(storage::Exchange exchange, const Visit& visit, storage::Done done)>;

// How one unary method is answered.
struct Binding {
  absl::variant<storage::ReadHandler, storage::ChangeHandler, DirectHandler> handler;
  const google::protobuf::Message* request;  // the default instances
  const google::protobuf::Message* response;
  // Called after each change that was committed; may be empty.
  std::function<void()> committed;
};

// The methods of every service, by full name: "plenary.v1.EventService/GetEvent".
class Bindings {
 public:
  template <class Service, class Request, class Response>
  void Read(absl::string_view name, const Service& service,
            absl::StatusOr<Response> (Service::*method)(storage::Tx&, const storage::Call&,
                                                        const Request&) const) {
    Add(name, {storage::ReadHandler(storage::Bind(service, method)), &Request::default_instance(),
               &Response::default_instance(), nullptr});
  }
  template <class Service, class Request, class Response>
  void Change(absl::string_view name, const Service& service,
              absl::StatusOr<Response> (Service::*method)(storage::Change&, const Request&) const,
              std::function<void()> committed = nullptr) {
    Add(name, {storage::ChangeHandler(storage::Bind(service, method)), &Request::default_instance(),
               &Response::default_instance(), std::move(committed)});
  }
  template <class Request, class Response>
  void Direct(absl::string_view name, DirectHandler handler) {
    Add(name,
        {std::move(handler), &Request::default_instance(), &Response::default_instance(), nullptr});
  }

  // The binding of a method. INTERNAL where there is none or it is of other types: a fault of the
  // program that shows when it starts.
  absl::StatusOr<const Binding*> Find(const google::protobuf::MethodDescriptor& method) const;

 private:
  void Add(absl::string_view name, Binding binding) {
    by_name_[std::string(name)] = std::move(binding);
  }

  std::map<std::string, Binding> by_name_;
};

// A method's full name: "plenary.v1.EventService/GetEvent".
std::string FullName(const google::protobuf::MethodDescriptor& method);

// The methods of every service but MonitoringService. The services outlive the bindings.
void Bind(const directory::DirectoryService& service, Bindings& bindings);
void Bind(const events::EventService& service, Bindings& bindings);
// `operation_added` is called after each call that began long work.
void Bind(const delegations::DelegationService& service,
          const std::function<void()>& operation_added, Bindings& bindings);
void Bind(const assets::AssetService& service, Bindings& bindings);
void Bind(const schedule::ScheduleService& service, const std::function<void()>& operation_added,
          Bindings& bindings);
void Bind(const matchmaking::MatchmakingService& service, Bindings& bindings);
void Bind(const negotiations::NegotiationService& service, Bindings& bindings);
void Bind(const protocols::ProtocolService& service, Bindings& bindings);
void Bind(const trips::TripService& service, Bindings& bindings);
void Bind(const control::ActionPlanService& service, Bindings& bindings);
void Bind(const indicators::IndicatorService& service, const std::function<void()>& operation_added,
          Bindings& bindings);
void Bind(const thread::ThreadService& service, Bindings& bindings);
void Bind(const reports::ReportService& service, Bindings& bindings);
void Bind(const planning::PlanningService& service, planning::Questions& questions,
          const std::function<void()>& operation_added, Bindings& bindings);
void Bind(const printing::DocumentService& service, const std::function<void()>& operation_added,
          Bindings& bindings);
void Bind(const files::FileService& service, Bindings& bindings);
void Bind(const personal_data::PersonalDataService& service, Bindings& bindings);
void Bind(const ChangeService& service, Bindings& bindings);
// `operation_added` is called after each operation that was begun, `heads_signed` after each time
// that heads were signed.
void Bind(const audit::AuditService& service, std::function<void()> operation_added,
          std::function<void()> heads_signed, Bindings& bindings);
void Bind(const Onlookers& onlookers, Bindings& bindings);
void Bind(Operations& operations, Bindings& bindings);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_BINDINGS_H_
