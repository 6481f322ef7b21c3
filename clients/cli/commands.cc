#include "clients/cli/commands.h"

#include <map>

#include "google/longrunning/operations.pb.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/monitoring.pb.h"

namespace plenary::cli {
namespace {

template <class Request>
const google::protobuf::Message* A() {
  return &Request::default_instance();
}

namespace lro = ::google::longrunning;
using Kind = CommandKind;

}  // namespace

const std::vector<Command>& Commands() {
  static const auto* const kCommands = new std::vector<Command>{
      {"organization", "create", A<v1::CreateOrganizationRequest>(), "Create an organization"},
      {"organization", "get", A<v1::GetOrganizationRequest>(), "Show an organization", Kind::kGet},
      {"organization",
       "list",
       A<v1::ListOrganizationsRequest>(),
       "List organizations",
       Kind::kList,
       {"type", "country_code", "parent"}},
      {"organization", "update", A<v1::UpdateOrganizationRequest>(), "Change what is given"},
      {"organization", "delete", A<v1::DeleteOrganizationRequest>(), "Delete; can be undone"},
      {"organization", "undelete", A<v1::UndeleteOrganizationRequest>(), "Undo a deletion"},

      {"person", "create", A<v1::CreatePersonRequest>(), "Create a person"},
      {"person", "batch", A<v1::BatchCreatePeopleRequest>(),
       "Create people, all or none, from a file of JSON lines (--rows)"},
      {"person", "get", A<v1::GetPersonRequest>(), "Show a person", Kind::kGet},
      {"person",
       "list",
       A<v1::ListPeopleRequest>(),
       "List people",
       Kind::kList,
       {"organization", "country_code"}},
      {"person", "update", A<v1::UpdatePersonRequest>(), "Change what is given"},
      {"person", "delete", A<v1::DeletePersonRequest>(), "Delete; can be undone"},
      {"person", "undelete", A<v1::UndeletePersonRequest>(), "Undo a deletion"},

      {"event", "create", A<v1::CreateEventRequest>(), "Create an event, as a draft"},
      {"event", "get", A<v1::GetEventRequest>(), "Show an event", Kind::kGet},
      {"event",
       "list",
       A<v1::ListEventsRequest>(),
       "List events",
       Kind::kList,
       {"kind", "role", "state"}},
      {"event", "update", A<v1::UpdateEventRequest>(), "Change what is given"},
      {"event", "delete", A<v1::DeleteEventRequest>(), "Delete a draft or cancelled event"},
      {"event", "undelete", A<v1::UndeleteEventRequest>(), "Undo a deletion"},
      {"event", "publish", A<v1::PublishEventRequest>(), "Open it to delegations"},
      {"event", "start", A<v1::StartEventRequest>(), "Say that it has begun"},
      {"event", "close", A<v1::CloseEventRequest>(),
       "Say that it is over; unconfirmed nominations expire"},
      {"event", "archive", A<v1::ArchiveEventRequest>(), "Freeze it"},
      {"event", "postpone", A<v1::PostponeEventRequest>(),
       "Put it off, to a new interval or one not known yet"},
      {"event", "cancel", A<v1::CancelEventRequest>(), "Say that it will not take place"},

      {"category", "create", A<v1::CreateCategoryRequest>(), "Create a participant category"},
      {"category", "get", A<v1::GetCategoryRequest>(), "Show a category", Kind::kGet},
      {"category",
       "list",
       A<v1::ListCategoriesRequest>(),
       "List the categories of an event",
       Kind::kList,
       {"overflow_of"}},
      {"category", "update", A<v1::UpdateCategoryRequest>(), "Change what is given"},
      {"category", "delete", A<v1::DeleteCategoryRequest>(), "Delete one that nobody is in"},
      {"category", "undelete", A<v1::UndeleteCategoryRequest>(), "Undo a deletion"},

      {"delegation", "create", A<v1::CreateDelegationRequest>(), "Invite an organization"},
      {"delegation", "register", A<v1::RegisterDelegationRequest>(),
       "Register a delegation with its participants (--rows)"},
      {"delegation", "get", A<v1::GetDelegationRequest>(), "Show a delegation", Kind::kGet},
      {"delegation",
       "list",
       A<v1::ListDelegationsRequest>(),
       "List the delegations of an event, or of all",
       Kind::kList,
       {"organization", "direction", "state"}},
      {"delegation", "update", A<v1::UpdateDelegationRequest>(), "Change what is given"},
      {"delegation", "delete", A<v1::DeleteDelegationRequest>(), "Delete one without participants"},
      {"delegation", "undelete", A<v1::UndeleteDelegationRequest>(), "Undo a deletion"},
      {"delegation", "submit", A<v1::SubmitDelegationRequest>(), "Hand it in for approval"},
      {"delegation", "approve", A<v1::ApproveDelegationRequest>(),
       "Approve it for the sender's authority"},
      {"delegation", "accept", A<v1::AcceptDelegationRequest>(), "Accept it as the host"},
      {"delegation", "decline", A<v1::DeclineDelegationRequest>(),
       "Say that it will not come; its seats are set free"},
      {"delegation", "return", A<v1::ReturnDelegationRequest>(), "Send it back for changes"},
      {"delegation", "set-head", A<v1::SetHeadRequest>(), "Make a participant its head"},
      {"delegation", "changes", A<v1::ListCompositionChangesRequest>(),
       "List the numbered changes of its composition", Kind::kList},

      {"participant", "register", A<v1::BatchChangeParticipantsRequest>(),
       "Create and nominate somebody in one step, new in the directory or not", Kind::kRegister},
      {"participant", "create", A<v1::CreateParticipantRequest>(),
       "Create a draft, which takes no seat"},
      {"participant", "get", A<v1::GetParticipantRequest>(), "Show a participant", Kind::kGet},
      {"participant",
       "list",
       A<v1::ListParticipantsRequest>(),
       "List the participants of an event, or of all",
       Kind::kList,
       {"delegation", "category", "state", "capacity", "attendance", "person"}},
      {"participant", "update", A<v1::UpdateParticipantRequest>(), "Change what is given"},
      {"participant", "delete", A<v1::DeleteParticipantRequest>(), "Delete a draft"},
      {"participant", "undelete", A<v1::UndeleteParticipantRequest>(), "Undo a deletion"},
      {"participant", "nominate", A<v1::NominateParticipantRequest>(), "Nominate a draft"},
      {"participant", "confirm", A<v1::ConfirmParticipantRequest>(),
       "Say for the sender that the person will come"},
      {"participant", "accept", A<v1::AcceptParticipantRequest>(), "Accept as the host"},
      {"participant", "reject", A<v1::RejectParticipantRequest>(), "Refuse as the host"},
      {"participant", "decline", A<v1::DeclineParticipantRequest>(),
       "Say for the sender that the person will not come"},
      {"participant", "withdraw", A<v1::WithdrawParticipantRequest>(),
       "Take back a nomination or confirmation; the seat goes to the next in line"},
      {"participant", "reinstate", A<v1::ReinstateParticipantRequest>(),
       "Bring back somebody who was declined, rejected, withdrawn or expired"},
      {"participant", "substitute", A<v1::SubstituteParticipantRequest>(),
       "Put another person in the place"},
      {"participant", "move", A<v1::ChangeCategoryRequest>(), "Move to another category"},
      {"participant", "attendance", A<v1::RecordAttendanceRequest>(),
       "Record whether the person came"},
      {"participant", "batch", A<v1::BatchChangeParticipantsRequest>(),
       "Do many of these verbs in one call, from a file of JSON lines (--rows)"},

      {"quota", "set", A<v1::SetQuotaRequest>(),
       "Set the limit of a delegation in a category; without --limit: remove it"},
      {"quota", "report", A<v1::GetQuotaReportRequest>(),
       "Show limits, use, holds and waiting lists of an event or delegation"},

      {"hold", "create", A<v1::HoldSeatsRequest>(), "Hold seats of a delegation unnamed"},
      {"hold",
       "list",
       A<v1::ListSeatHoldsRequest>(),
       "List the holds of a delegation",
       Kind::kList,
       {"category"}},
      {"hold", "release", A<v1::ReleaseSeatHoldRequest>(), "Give held seats back"},

      {"project", "create", A<v1::CreateProjectRequest>(), "Create what a company shows"},
      {"project", "get", A<v1::GetProjectRequest>(), "Show a project", Kind::kGet},
      {"project",
       "list",
       A<v1::ListProjectsRequest>(),
       "List the projects of an event",
       Kind::kList,
       {"organization", "delegation"}},
      {"project", "update", A<v1::UpdateProjectRequest>(), "Change what is given"},
      {"project", "delete", A<v1::DeleteProjectRequest>(), "Delete; can be undone"},
      {"project", "undelete", A<v1::UndeleteProjectRequest>(), "Undo a deletion"},

      {"change", "list", A<v1::ListChangesRequest>(),
       "List what happened to an event or the directory", Kind::kList},
      {"change", "watch", A<v1::WatchChangesRequest>(),
       "Show what happens to an event or the directory as it happens", Kind::kWatch},
      {"change", "verify", A<v1::VerifyChainRequest>(),
       "Verify that nobody edited the log; exit code 1 if somebody did", Kind::kVerify},

      {"operation", "get", A<lro::GetOperationRequest>(), "Show an operation", Kind::kGet},
      {"operation", "list", A<lro::ListOperationsRequest>(), "List operations", Kind::kList},
      {"operation", "wait", A<lro::WaitOperationRequest>(), "Wait until it is done", Kind::kGet},
      {"operation", "cancel", A<lro::CancelOperationRequest>(), "Ask it to stop"},
      {"operation", "delete", A<lro::DeleteOperationRequest>(), "Forget one that is done"},

      {"server", "status", A<v1::GetServerStatusRequest>(),
       "Show version, engine and every counter"},
  };
  return *kCommands;
}

std::string NounHelp(const std::string& noun) {
  static const auto* const kHelp = new std::map<std::string, std::string>{
      {"organization", "States, regions, authorities, companies"},
      {"person", "People in the directory"},
      {"event", "Forums, conferences, negotiations, hosted or attended"},
      {"category", "Kinds of participants of an event"},
      {"delegation", "Delegations to an event"},
      {"participant", "People at an event"},
      {"quota", "Seats of delegations by category"},
      {"hold", "Seats held without a name"},
      {"project", "What companies show"},
      {"change", "The log of changes"},
      {"operation", "Long work"},
      {"server", "The server itself"},
  };
  return kHelp->at(noun);
}

}  // namespace plenary::cli
