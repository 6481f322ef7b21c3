#include "clients/cli/commands.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/thread_commands.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/documents.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/monitoring.pb.h"
#include "plenary/v1/personal_data.pb.h"
#include "plenary/v1/planning.pb.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::cli {
namespace {

template <class Request>
const google::protobuf::Message* A() {
  return &Request::default_instance();
}

namespace lro = ::google::longrunning;
using Kind = CommandKind;

std::vector<Command> OtherCommands() {
  return {
      {"organization", "create", A<v1::CreateOrganizationRequest>()},
      {"organization", "get", A<v1::GetOrganizationRequest>(), Kind::kGet},
      {"organization",
       "list",
       A<v1::ListOrganizationsRequest>(),
       Kind::kList,
       {"type", "country_code", "parent"}},
      {"organization", "update", A<v1::UpdateOrganizationRequest>()},
      {"organization", "delete", A<v1::DeleteOrganizationRequest>()},
      {"organization", "undelete", A<v1::UndeleteOrganizationRequest>()},

      {"person", "create", A<v1::CreatePersonRequest>()},
      {"person", "batch", A<v1::BatchCreatePeopleRequest>()},
      {"person", "get", A<v1::GetPersonRequest>(), Kind::kGet},
      {"person", "list", A<v1::ListPeopleRequest>(), Kind::kList, {"organization", "country_code"}},
      {"person", "update", A<v1::UpdatePersonRequest>()},
      {"person", "duplicates", A<v1::FindDuplicatesRequest>()},
      {"person", "latin", A<v1::SuggestLatinNameRequest>(), Kind::kGet},
      {"person", "delete", A<v1::DeletePersonRequest>()},
      {"person", "undelete", A<v1::UndeletePersonRequest>()},
      {"person", "reveal", A<v1::RevealPersonalDataRequest>(), Kind::kGet},
      {"person", "find", A<v1::FindByPersonalDataRequest>()},
      {"person", "export-data", A<v1::ExportPersonRequest>(), Kind::kGet},
      {"person", "revelations", A<v1::ListRevelationsRequest>(), Kind::kList},
      {"person", "erase", A<v1::ErasePersonRequest>(), Kind::kErase},

      {"event", "create", A<v1::CreateEventRequest>()},
      {"event", "get", A<v1::GetEventRequest>(), Kind::kGet},
      {"event", "list", A<v1::ListEventsRequest>(), Kind::kList, {"kind", "role", "state"}},
      {"event", "update", A<v1::UpdateEventRequest>()},
      {"event", "delete", A<v1::DeleteEventRequest>()},
      {"event", "undelete", A<v1::UndeleteEventRequest>()},
      {"event", "publish", A<v1::PublishEventRequest>()},
      {"event", "start", A<v1::StartEventRequest>()},
      {"event", "close", A<v1::CloseEventRequest>()},
      {"event", "archive", A<v1::ArchiveEventRequest>()},
      {"event", "postpone", A<v1::PostponeEventRequest>()},
      {"event", "cancel", A<v1::CancelEventRequest>()},

      {"category", "create", A<v1::CreateCategoryRequest>()},
      {"category", "get", A<v1::GetCategoryRequest>(), Kind::kGet},
      {"category", "list", A<v1::ListCategoriesRequest>(), Kind::kList, {"overflow_of"}},
      {"category", "update", A<v1::UpdateCategoryRequest>()},
      {"category", "delete", A<v1::DeleteCategoryRequest>()},
      {"category", "undelete", A<v1::UndeleteCategoryRequest>()},

      {"delegation", "create", A<v1::CreateDelegationRequest>()},
      {"delegation", "register", A<v1::RegisterDelegationRequest>()},
      {"delegation", "get", A<v1::GetDelegationRequest>(), Kind::kGet},
      {"delegation",
       "list",
       A<v1::ListDelegationsRequest>(),
       Kind::kList,
       {"organization", "direction", "state"}},
      {"delegation", "update", A<v1::UpdateDelegationRequest>()},
      {"delegation", "delete", A<v1::DeleteDelegationRequest>()},
      {"delegation", "undelete", A<v1::UndeleteDelegationRequest>()},
      {"delegation", "submit", A<v1::SubmitDelegationRequest>()},
      {"delegation", "approve", A<v1::ApproveDelegationRequest>()},
      {"delegation", "accept", A<v1::AcceptDelegationRequest>()},
      {"delegation", "decline", A<v1::DeclineDelegationRequest>()},
      {"delegation", "return", A<v1::ReturnDelegationRequest>()},
      {"delegation", "set-head", A<v1::SetHeadRequest>()},
      {"delegation", "changes", A<v1::ListCompositionChangesRequest>(), Kind::kList},

      {"participant", "register", A<v1::BatchChangeParticipantsRequest>(), Kind::kRegister},
      {"participant", "create", A<v1::CreateParticipantRequest>()},
      {"participant", "get", A<v1::GetParticipantRequest>(), Kind::kGet},
      {"participant",
       "list",
       A<v1::ListParticipantsRequest>(),
       Kind::kList,
       {"delegation", "category", "state", "capacity", "attendance", "person"}},
      {"participant", "update", A<v1::UpdateParticipantRequest>()},
      {"participant", "delete", A<v1::DeleteParticipantRequest>()},
      {"participant", "undelete", A<v1::UndeleteParticipantRequest>()},
      {"participant", "nominate", A<v1::NominateParticipantRequest>()},
      {"participant", "confirm", A<v1::ConfirmParticipantRequest>()},
      {"participant", "accept", A<v1::AcceptParticipantRequest>()},
      {"participant", "reject", A<v1::RejectParticipantRequest>()},
      {"participant", "decline", A<v1::DeclineParticipantRequest>()},
      {"participant", "withdraw", A<v1::WithdrawParticipantRequest>()},
      {"participant", "reinstate", A<v1::ReinstateParticipantRequest>()},
      {"participant", "substitute", A<v1::SubstituteParticipantRequest>()},
      {"participant", "move", A<v1::ChangeCategoryRequest>()},
      {"participant", "attendance", A<v1::RecordAttendanceRequest>()},
      {"participant", "batch", A<v1::BatchChangeParticipantsRequest>()},

      {"quota", "set", A<v1::SetQuotaRequest>()},
      {"quota", "report", A<v1::GetQuotaReportRequest>()},

      {"hold", "create", A<v1::HoldSeatsRequest>()},
      {"hold", "list", A<v1::ListSeatHoldsRequest>(), Kind::kList, {"category"}},
      {"hold", "release", A<v1::ReleaseSeatHoldRequest>()},

      {"project", "create", A<v1::CreateProjectRequest>()},
      {"project", "get", A<v1::GetProjectRequest>(), Kind::kGet},
      {"project",
       "list",
       A<v1::ListProjectsRequest>(),
       Kind::kList,
       {"organization", "delegation"}},
      {"project", "update", A<v1::UpdateProjectRequest>()},
      {"project", "delete", A<v1::DeleteProjectRequest>()},
      {"project", "undelete", A<v1::UndeleteProjectRequest>()},

      {"venue", "create", A<v1::CreateVenueRequest>()},
      {"venue", "get", A<v1::GetVenueRequest>(), Kind::kGet},
      {"venue", "list", A<v1::ListVenuesRequest>(), Kind::kList, {"country_code"}},
      {"venue", "update", A<v1::UpdateVenueRequest>()},
      {"venue", "delete", A<v1::DeleteVenueRequest>()},
      {"venue", "undelete", A<v1::UndeleteVenueRequest>()},

      {"asset", "create", A<v1::CreateAssetRequest>()},
      {"asset", "get", A<v1::GetAssetRequest>(), Kind::kGet},
      {"asset", "list", A<v1::ListAssetsRequest>(), Kind::kList, {"kind", "venue"}},
      {"asset", "update", A<v1::UpdateAssetRequest>()},
      {"asset", "delete", A<v1::DeleteAssetRequest>()},
      {"asset", "undelete", A<v1::UndeleteAssetRequest>()},

      {"travel", "set", A<v1::SetTravelTimesRequest>(), Kind::kCall, {}, {"travel_times"}},
      {"travel", "list", A<v1::ListTravelTimesRequest>(), Kind::kList},

      {"track", "create", A<v1::CreateTrackRequest>()},
      {"track", "get", A<v1::GetTrackRequest>(), Kind::kGet},
      {"track", "list", A<v1::ListTracksRequest>(), Kind::kList},
      {"track", "update", A<v1::UpdateTrackRequest>()},
      {"track", "delete", A<v1::DeleteTrackRequest>()},
      {"track", "undelete", A<v1::UndeleteTrackRequest>()},

      {"session", "create", A<v1::CreateSessionRequest>()},
      {"session", "get", A<v1::GetSessionRequest>(), Kind::kGet},
      {"session", "list", A<v1::ListSessionsRequest>(), Kind::kList, {"kind", "state", "track"}},
      {"session", "update", A<v1::UpdateSessionRequest>()},
      {"session", "cancel", A<v1::CancelSessionRequest>()},
      {"session", "delete", A<v1::DeleteSessionRequest>()},
      {"session", "undelete", A<v1::UndeleteSessionRequest>()},

      {"meeting", "create", A<v1::CreateMeetingRequest>()},
      {"meeting", "get", A<v1::GetMeetingRequest>(), Kind::kGet},
      {"meeting", "list", A<v1::ListMeetingsRequest>(), Kind::kList, {"state"}},
      {"meeting", "update", A<v1::UpdateMeetingRequest>()},
      {"meeting", "cancel", A<v1::CancelMeetingRequest>()},
      {"meeting", "outcome", A<v1::RecordMeetingOutcomeRequest>()},
      {"meeting", "delete", A<v1::DeleteMeetingRequest>()},
      {"meeting", "undelete", A<v1::UndeleteMeetingRequest>()},

      {"booking", "create", A<v1::CreateBookingRequest>()},
      {"booking", "get", A<v1::GetBookingRequest>(), Kind::kGet},
      {"booking", "list", A<v1::ListBookingsRequest>(), Kind::kList, {"state"}},
      {"booking", "update", A<v1::UpdateBookingRequest>()},
      {"booking", "confirm", A<v1::ConfirmBookingRequest>()},
      {"booking", "release", A<v1::ReleaseBookingRequest>()},

      {"invitation",
       "answer",
       A<v1::AnswerInvitationRequest>(),
       Kind::kGet,
       {},
       {"activity", "who", "answer"}},

      {"schedule", "settings", A<v1::GetScheduleSettingsRequest>(), Kind::kGet},
      {"schedule", "set", A<v1::UpdateScheduleSettingsRequest>(), Kind::kGet},
      {"schedule", "programme", A<v1::GetProgrammeRequest>(), Kind::kSubject},
      {"schedule", "free", A<v1::QueryFreeBusyRequest>(), Kind::kSubject},
      {"schedule", "suggest", A<v1::SuggestTimesRequest>(), Kind::kSuggest},
      {"schedule", "conflicts", A<v1::CheckConflictsRequest>()},
      {"schedule", "misfits", A<v1::ListMisfitsRequest>(), Kind::kList},
      {"schedule", "move", A<v1::MoveActivitiesRequest>(), Kind::kCall, {}, {"moves"}},
      {"schedule", "late", A<v1::PreviewDelayRequest>(), Kind::kLate, {}, {"activity", "delay"}},
      {"schedule",
       "replace",
       A<v1::ReplaceAssetRequest>(),
       Kind::kGet,
       {},
       {"asset", "replacement"}},
      {"schedule", "release", A<v1::ReleasePlanRequest>()},
      {"schedule", "diff", A<v1::DiffPlansRequest>(), Kind::kDiff},
      {"schedule", "revert", A<v1::RevertPlanRequest>(), Kind::kCall, {}, {"plan"}},
      {"schedule", "import", A<v1::ImportScheduleRequest>(), Kind::kTakeIn},
      {"schedule",
       "remarks",
       A<v1::ListScheduleImportRemarksRequest>(),
       Kind::kList,
       {},
       {"operation"}},
      {"schedule", "export", A<v1::ExportScheduleRequest>(), Kind::kDownload},

      {"request", "create", A<v1::CreateMeetingRequestRequest>()},
      {"request", "get", A<v1::GetMeetingRequestRequest>(), Kind::kGet},
      {"request",
       "list",
       A<v1::ListMeetingRequestsRequest>(),
       Kind::kList,
       {"state", "party", "from", "to"}},
      {"request", "update", A<v1::UpdateMeetingRequestRequest>()},
      {"request", "accept", A<v1::AcceptMeetingRequestRequest>()},
      {"request", "decline", A<v1::DeclineMeetingRequestRequest>()},
      {"request", "counter", A<v1::CounterMeetingRequestRequest>()},
      {"request", "cancel", A<v1::CancelMeetingRequestRequest>()},
      {"request", "delete", A<v1::DeleteMeetingRequestRequest>()},
      {"request", "undelete", A<v1::UndeleteMeetingRequestRequest>()},
      {"request", "partners", A<v1::ListMeetingPartnersRequest>(), Kind::kList},
      {"request", "settings", A<v1::GetMatchmakingSettingsRequest>(), Kind::kGet},
      {"request", "set", A<v1::UpdateMatchmakingSettingsRequest>(), Kind::kGet},
      {"request", "block", A<v1::CreateBlockedPairRequest>(), Kind::kCall, {}, {"first", "second"}},
      {"request", "blocked", A<v1::ListBlockedPairsRequest>(), Kind::kList},
      {"request", "unblock", A<v1::DeleteBlockedPairRequest>()},

      {"plan", "settings", A<v1::GetPlanningSettingsRequest>(), Kind::kGet},
      {"plan", "set", A<v1::UpdatePlanningSettingsRequest>(), Kind::kGet},
      {"plan", "make", A<v1::PlanEventRequest>(), Kind::kPlan, {}, {"parent"}},
      {"plan", "explain", A<v1::ExplainActivityRequest>(), Kind::kExplain},
      {"plan", "suggest", A<v1::SuggestRelaxationsRequest>(), Kind::kRemedies},
      {"plan", "get", A<v1::GetPlanRequest>(), Kind::kGet},
      {"plan", "list", A<v1::ListPlansRequest>(), Kind::kList},

      {"itinerary", "show", A<v1::GetItineraryRequest>(), Kind::kSubject},

      {"feed", "create", A<v1::CreateCalendarFeedRequest>(), Kind::kSecret, {}, {"subject"}},
      {"feed", "list", A<v1::ListCalendarFeedsRequest>(), Kind::kList},
      {"feed", "revoke", A<v1::DeleteCalendarFeedRequest>()},
      {"feed", "read", A<v1::ReadCalendarFeedRequest>(), Kind::kReadFeed},

      {"document",
       "render",
       A<v1::RenderDocumentRequest>(),
       Kind::kDownload,
       {},
       {"kind", "subject"}},
      {"document", "list", A<v1::ListPrintsRequest>(), Kind::kList, {"kind"}},
      {"document", "get", A<v1::GetPrintRequest>(), Kind::kGet},
      {"document", "compare", A<v1::CompareWithPrintRequest>()},

      {"template", "list", A<v1::ListTemplatesRequest>()},
      {"template", "get", A<v1::GetTemplateRequest>(), Kind::kGet},
      {"template", "export", A<v1::ExportTemplateRequest>(), Kind::kDownload},
      {"template", "replace", A<v1::ReplaceTemplateRequest>(), Kind::kUpload},
      {"template", "restore", A<v1::RestoreTemplateRequest>()},

      {"change", "list", A<v1::ListChangesRequest>(), Kind::kList},
      {"change", "watch", A<v1::WatchChangesRequest>(), Kind::kWatch},
      {"change", "verify", A<v1::VerifyChainRequest>(), Kind::kVerify},

      {"audit",
       "list",
       A<v1::ListEntriesRequest>(),
       Kind::kList,
       {"partition", "resource_name", "caller", "method", "kind"}},
      {"audit", "sign", A<v1::SignHeadsRequest>(), Kind::kGet},
      {"audit", "heads", A<v1::ListSignedHeadsRequest>(), Kind::kList},
      {"audit", "keys", A<v1::GetAuditKeysRequest>(), Kind::kGet},

      {"operation", "get", A<lro::GetOperationRequest>(), Kind::kGet},
      {"operation", "list", A<lro::ListOperationsRequest>(), Kind::kList},
      {"operation", "rejects", A<v1::ListImportRejectsRequest>(), Kind::kList},
      {"operation", "wait", A<lro::WaitOperationRequest>(), Kind::kGet},
      {"operation", "cancel", A<lro::CancelOperationRequest>()},
      {"operation", "delete", A<lro::DeleteOperationRequest>()},

      {"search", "people", A<v1::SearchPeopleRequest>(), Kind::kSearch},
      {"search", "organizations", A<v1::SearchOrganizationsRequest>(), Kind::kSearch},

      {"merge", "people", A<v1::MergePeopleRequest>(), Kind::kMerge},

      {"copy", "event", A<v1::CopyEventRequest>()},
      {"copy", "delegation", A<v1::CopyDelegationRequest>()},
      {"copy", "programme", A<v1::CopyProgrammeRequest>(), Kind::kCall, {}, {"source"}},

      {"import", "participants", A<v1::ImportParticipantsRequest>(), Kind::kImport},
      {"import", "delegations", A<v1::ImportDelegationsRequest>(), Kind::kImport},

      {"export", "participants", A<v1::ExportParticipantsRequest>(), Kind::kExport},
      {"export", "delegations", A<v1::ExportDelegationsRequest>(), Kind::kExport},

      {"duplicates", "list", A<v1::ListLikelyDuplicatesRequest>(), Kind::kList},
      {"duplicates", "settle", A<v1::SettleLikelyDuplicateRequest>()},

      {"user", "create", A<v1::CreateUserRequest>()},
      {"user", "get", A<v1::GetUserRequest>(), Kind::kGet},
      {"user", "list", A<v1::ListUsersRequest>(), Kind::kList, {"kind"}},
      {"user", "update", A<v1::UpdateUserRequest>()},
      {"user", "delete", A<v1::DeleteUserRequest>()},
      {"user", "password", A<v1::SetPasswordRequest>(), Kind::kPassword},

      {"token", "create", A<v1::CreateApiTokenRequest>(), Kind::kSecret},
      {"token", "get", A<v1::GetApiTokenRequest>(), Kind::kGet},
      {"token", "list", A<v1::ListApiTokensRequest>(), Kind::kList, {"state"}},
      {"token", "revoke", A<v1::RevokeApiTokenRequest>()},

      {"sign-in", "list", A<v1::ListUserSessionsRequest>(), Kind::kList},
      {"sign-in", "revoke", A<v1::RevokeUserSessionRequest>()},

      {"role",
       "bind",
       A<v1::CreateRoleBindingRequest>(),
       Kind::kCall,
       {},
       {"user", "role"},
       "resource"},
      {"role", "get", A<v1::GetRoleBindingRequest>(), Kind::kGet},
      {"role", "list", A<v1::ListRoleBindingsRequest>(), Kind::kList, {"user", "role", "resource"}},
      {"role", "unbind", A<v1::DeleteRoleBindingRequest>()},

      {"link", "create", A<v1::CreateRegistrationLinkRequest>(), Kind::kSecret},
      {"link", "get", A<v1::GetRegistrationLinkRequest>(), Kind::kGet},
      {"link", "list", A<v1::ListRegistrationLinksRequest>(), Kind::kList, {"state"}},
      {"link", "revoke", A<v1::RevokeRegistrationLinkRequest>()},

      {"access", "who-can-see", A<v1::WhoCanSeeRequest>()},

      {"legal-hold", "create", A<v1::CreateLegalHoldRequest>(), Kind::kCall, {}, {"resource"}},
      {"legal-hold", "list", A<v1::ListLegalHoldsRequest>(), Kind::kList, {"resource"}},
      {"legal-hold", "release", A<v1::ReleaseLegalHoldRequest>()},

      {"server", "status", A<v1::GetServerStatusRequest>()},
  };
}

}  // namespace

const std::vector<Command>& Commands() {
  static const auto* const kCommands = [] {
    auto* commands = new std::vector<Command>(OtherCommands());
    for (Command& command : ThreadCommands()) commands->push_back(std::move(command));
    return commands;
  }();
  return *kCommands;
}

std::string NounHelp(const std::string& noun, const Words& words) {
  return *words.Find(absl::StrCat("noun.", noun));
}

std::string VerbHelp(const Command& command, const Words& words) {
  return *words.Find(absl::StrCat(command.noun, ".", command.verb));
}

}  // namespace plenary::cli
