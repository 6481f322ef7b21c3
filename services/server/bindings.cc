#include "services/server/bindings.h"

#include "absl/strings/str_cat.h"
#include "services/assets/service.h"
#include "services/audit/service.h"
#include "services/control/service.h"
#include "services/delegations/service.h"
#include "services/directory/service.h"
#include "services/events/service.h"
#include "services/files/service.h"
#include "services/indicators/service.h"
#include "services/matchmaking/service.h"
#include "services/negotiations/service.h"
#include "services/personal_data/service.h"
#include "services/planning/questions.h"
#include "services/planning/service.h"
#include "services/printing/service.h"
#include "services/protocols/service.h"
#include "services/reports/service.h"
#include "services/schedule/service.h"
#include "services/server/change_service.h"
#include "services/server/operations.h"
#include "services/server/who_can_see.h"
#include "services/thread/service.h"
#include "services/trips/service.h"

namespace plenary::server {

std::string FullName(const google::protobuf::MethodDescriptor& method) {
  return absl::StrCat(method.service()->full_name(), "/", method.name());
}

absl::StatusOr<const Binding*> Bindings::Find(
    const google::protobuf::MethodDescriptor& method) const {
  const auto found = by_name_.find(FullName(method));
  if (found == by_name_.end()) {
    return absl::InternalError(absl::StrCat("nothing answers ", FullName(method)));
  }
  if (found->second.request->GetDescriptor() != method.input_type() ||
      found->second.response->GetDescriptor() != method.output_type()) {
    return absl::InternalError(
        absl::StrCat("the handler of ", FullName(method), " is of other types"));
  }
  return &found->second;
}

void Bind(const directory::DirectoryService& service, Bindings& bindings) {
  using Service = directory::DirectoryService;
  bindings.Change("plenary.v1.DirectoryService/CreateOrganization", service,
                  &Service::CreateOrganization);
  bindings.Read("plenary.v1.DirectoryService/GetOrganization", service, &Service::GetOrganization);
  bindings.Read("plenary.v1.DirectoryService/BatchGetOrganizations", service,
                &Service::BatchGetOrganizations);
  bindings.Read("plenary.v1.DirectoryService/ListOrganizations", service,
                &Service::ListOrganizations);
  bindings.Change("plenary.v1.DirectoryService/UpdateOrganization", service,
                  &Service::UpdateOrganization);
  bindings.Change("plenary.v1.DirectoryService/DeleteOrganization", service,
                  &Service::DeleteOrganization);
  bindings.Change("plenary.v1.DirectoryService/UndeleteOrganization", service,
                  &Service::UndeleteOrganization);
  bindings.Read("plenary.v1.DirectoryService/SearchOrganizations", service,
                &Service::SearchOrganizations);
  bindings.Change("plenary.v1.DirectoryService/CreatePerson", service, &Service::CreatePerson);
  bindings.Change("plenary.v1.DirectoryService/BatchCreatePeople", service,
                  &Service::BatchCreatePeople);
  bindings.Read("plenary.v1.DirectoryService/GetPerson", service, &Service::GetPerson);
  bindings.Read("plenary.v1.DirectoryService/BatchGetPeople", service, &Service::BatchGetPeople);
  bindings.Read("plenary.v1.DirectoryService/ListPeople", service, &Service::ListPeople);
  bindings.Change("plenary.v1.DirectoryService/UpdatePerson", service, &Service::UpdatePerson);
  bindings.Change("plenary.v1.DirectoryService/DeletePerson", service, &Service::DeletePerson);
  bindings.Change("plenary.v1.DirectoryService/UndeletePerson", service, &Service::UndeletePerson);
  bindings.Read("plenary.v1.DirectoryService/SearchPeople", service, &Service::SearchPeople);
  bindings.Read("plenary.v1.DirectoryService/SuggestLatinName", service,
                &Service::SuggestLatinName);
  bindings.Read("plenary.v1.DirectoryService/FindDuplicates", service, &Service::FindDuplicates);
  bindings.Change("plenary.v1.DirectoryService/MergePeople", service, &Service::MergePeople);
  bindings.Read("plenary.v1.DirectoryService/ListLikelyDuplicates", service,
                &Service::ListLikelyDuplicates);
  bindings.Change("plenary.v1.DirectoryService/SettleLikelyDuplicate", service,
                  &Service::SettleLikelyDuplicate);
}

void Bind(const events::EventService& service, Bindings& bindings) {
  using Service = events::EventService;
  bindings.Change("plenary.v1.EventService/CreateEvent", service, &Service::CreateEvent);
  bindings.Read("plenary.v1.EventService/GetEvent", service, &Service::GetEvent);
  bindings.Read("plenary.v1.EventService/BatchGetEvents", service, &Service::BatchGetEvents);
  bindings.Read("plenary.v1.EventService/ListEvents", service, &Service::ListEvents);
  bindings.Change("plenary.v1.EventService/UpdateEvent", service, &Service::UpdateEvent);
  bindings.Change("plenary.v1.EventService/DeleteEvent", service, &Service::DeleteEvent);
  bindings.Change("plenary.v1.EventService/UndeleteEvent", service, &Service::UndeleteEvent);
  bindings.Change("plenary.v1.EventService/PublishEvent", service, &Service::PublishEvent);
  bindings.Change("plenary.v1.EventService/StartEvent", service, &Service::StartEvent);
  bindings.Change("plenary.v1.EventService/CloseEvent", service, &Service::CloseEvent);
  bindings.Change("plenary.v1.EventService/ArchiveEvent", service, &Service::ArchiveEvent);
  bindings.Change("plenary.v1.EventService/PostponeEvent", service, &Service::PostponeEvent);
  bindings.Change("plenary.v1.EventService/CancelEvent", service, &Service::CancelEvent);
  bindings.Change("plenary.v1.EventService/CreateCategory", service, &Service::CreateCategory);
  bindings.Read("plenary.v1.EventService/GetCategory", service, &Service::GetCategory);
  bindings.Read("plenary.v1.EventService/BatchGetCategories", service,
                &Service::BatchGetCategories);
  bindings.Read("plenary.v1.EventService/ListCategories", service, &Service::ListCategories);
  bindings.Change("plenary.v1.EventService/UpdateCategory", service, &Service::UpdateCategory);
  bindings.Change("plenary.v1.EventService/CopyEvent", service, &Service::CopyEvent);
  bindings.Change("plenary.v1.EventService/DeleteCategory", service, &Service::DeleteCategory);
  bindings.Change("plenary.v1.EventService/UndeleteCategory", service, &Service::UndeleteCategory);
}

void Bind(const delegations::DelegationService& service,
          const std::function<void()>& operation_added, Bindings& bindings) {
  using Service = delegations::DelegationService;
  bindings.Change("plenary.v1.DelegationService/CreateDelegation", service,
                  &Service::CreateDelegation);
  bindings.Change("plenary.v1.DelegationService/RegisterDelegation", service,
                  &Service::RegisterDelegation);
  bindings.Read("plenary.v1.DelegationService/GetDelegation", service, &Service::GetDelegation);
  bindings.Read("plenary.v1.DelegationService/BatchGetDelegations", service,
                &Service::BatchGetDelegations);
  bindings.Read("plenary.v1.DelegationService/ListDelegations", service, &Service::ListDelegations);
  bindings.Change("plenary.v1.DelegationService/UpdateDelegation", service,
                  &Service::UpdateDelegation);
  bindings.Change("plenary.v1.DelegationService/DeleteDelegation", service,
                  &Service::DeleteDelegation);
  bindings.Change("plenary.v1.DelegationService/UndeleteDelegation", service,
                  &Service::UndeleteDelegation);
  bindings.Change("plenary.v1.DelegationService/SubmitDelegation", service,
                  &Service::SubmitDelegation);
  bindings.Change("plenary.v1.DelegationService/ApproveDelegation", service,
                  &Service::ApproveDelegation);
  bindings.Change("plenary.v1.DelegationService/AcceptDelegation", service,
                  &Service::AcceptDelegation);
  bindings.Change("plenary.v1.DelegationService/DeclineDelegation", service,
                  &Service::DeclineDelegation);
  bindings.Change("plenary.v1.DelegationService/ReturnDelegation", service,
                  &Service::ReturnDelegation);
  bindings.Change("plenary.v1.DelegationService/SetQuota", service, &Service::SetQuota);
  bindings.Read("plenary.v1.DelegationService/GetQuotaReport", service, &Service::GetQuotaReport);
  bindings.Change("plenary.v1.DelegationService/HoldSeats", service, &Service::HoldSeats);
  bindings.Change("plenary.v1.DelegationService/ReleaseSeatHold", service,
                  &Service::ReleaseSeatHold);
  bindings.Read("plenary.v1.DelegationService/ListSeatHolds", service, &Service::ListSeatHolds);
  bindings.Change("plenary.v1.DelegationService/SetHead", service, &Service::SetHead);
  bindings.Read("plenary.v1.DelegationService/ListCompositionChanges", service,
                &Service::ListCompositionChanges);
  bindings.Change("plenary.v1.DelegationService/CreateParticipant", service,
                  &Service::CreateParticipant);
  bindings.Read("plenary.v1.DelegationService/GetParticipant", service, &Service::GetParticipant);
  bindings.Read("plenary.v1.DelegationService/BatchGetParticipants", service,
                &Service::BatchGetParticipants);
  bindings.Read("plenary.v1.DelegationService/ListParticipants", service,
                &Service::ListParticipants);
  bindings.Change("plenary.v1.DelegationService/UpdateParticipant", service,
                  &Service::UpdateParticipant);
  bindings.Change("plenary.v1.DelegationService/DeleteParticipant", service,
                  &Service::DeleteParticipant);
  bindings.Change("plenary.v1.DelegationService/UndeleteParticipant", service,
                  &Service::UndeleteParticipant);
  bindings.Change("plenary.v1.DelegationService/NominateParticipant", service,
                  &Service::NominateParticipant);
  bindings.Change("plenary.v1.DelegationService/ConfirmParticipant", service,
                  &Service::ConfirmParticipant);
  bindings.Change("plenary.v1.DelegationService/AcceptParticipant", service,
                  &Service::AcceptParticipant);
  bindings.Change("plenary.v1.DelegationService/RejectParticipant", service,
                  &Service::RejectParticipant);
  bindings.Change("plenary.v1.DelegationService/DeclineParticipant", service,
                  &Service::DeclineParticipant);
  bindings.Change("plenary.v1.DelegationService/WithdrawParticipant", service,
                  &Service::WithdrawParticipant);
  bindings.Change("plenary.v1.DelegationService/ReinstateParticipant", service,
                  &Service::ReinstateParticipant);
  bindings.Change("plenary.v1.DelegationService/SubstituteParticipant", service,
                  &Service::SubstituteParticipant);
  bindings.Change("plenary.v1.DelegationService/ChangeCategory", service, &Service::ChangeCategory);
  bindings.Change("plenary.v1.DelegationService/RecordAttendance", service,
                  &Service::RecordAttendance);
  bindings.Change("plenary.v1.DelegationService/BatchChangeParticipants", service,
                  &Service::BatchChangeParticipants);
  bindings.Change("plenary.v1.DelegationService/CopyDelegation", service, &Service::CopyDelegation);
  bindings.Read("plenary.v1.DelegationService/PreviewImport", service, &Service::PreviewImport);
  bindings.Change("plenary.v1.DelegationService/ImportParticipants", service,
                  &Service::ImportParticipants, operation_added);
  bindings.Change("plenary.v1.DelegationService/ImportDelegations", service,
                  &Service::ImportDelegations, operation_added);
  bindings.Read("plenary.v1.DelegationService/ListImportRejects", service,
                &Service::ListImportRejects);
  bindings.Change("plenary.v1.DelegationService/ExportParticipants", service,
                  &Service::ExportParticipants, operation_added);
  bindings.Change("plenary.v1.DelegationService/ExportDelegations", service,
                  &Service::ExportDelegations, operation_added);
  bindings.Change("plenary.v1.DelegationService/CreateProject", service, &Service::CreateProject);
  bindings.Read("plenary.v1.DelegationService/GetProject", service, &Service::GetProject);
  bindings.Read("plenary.v1.DelegationService/BatchGetProjects", service,
                &Service::BatchGetProjects);
  bindings.Read("plenary.v1.DelegationService/ListProjects", service, &Service::ListProjects);
  bindings.Change("plenary.v1.DelegationService/UpdateProject", service, &Service::UpdateProject);
  bindings.Change("plenary.v1.DelegationService/DeleteProject", service, &Service::DeleteProject);
  bindings.Change("plenary.v1.DelegationService/UndeleteProject", service,
                  &Service::UndeleteProject);
}

void Bind(const assets::AssetService& service, Bindings& bindings) {
  using Service = assets::AssetService;
  bindings.Change("plenary.v1.AssetService/CreateVenue", service, &Service::CreateVenue);
  bindings.Read("plenary.v1.AssetService/GetVenue", service, &Service::GetVenue);
  bindings.Read("plenary.v1.AssetService/ListVenues", service, &Service::ListVenues);
  bindings.Change("plenary.v1.AssetService/UpdateVenue", service, &Service::UpdateVenue);
  bindings.Change("plenary.v1.AssetService/DeleteVenue", service, &Service::DeleteVenue);
  bindings.Change("plenary.v1.AssetService/UndeleteVenue", service, &Service::UndeleteVenue);
  bindings.Change("plenary.v1.AssetService/CreateAsset", service, &Service::CreateAsset);
  bindings.Read("plenary.v1.AssetService/GetAsset", service, &Service::GetAsset);
  bindings.Read("plenary.v1.AssetService/BatchGetAssets", service, &Service::BatchGetAssets);
  bindings.Read("plenary.v1.AssetService/ListAssets", service, &Service::ListAssets);
  bindings.Change("plenary.v1.AssetService/UpdateAsset", service, &Service::UpdateAsset);
  bindings.Change("plenary.v1.AssetService/DeleteAsset", service, &Service::DeleteAsset);
  bindings.Change("plenary.v1.AssetService/UndeleteAsset", service, &Service::UndeleteAsset);
  bindings.Change("plenary.v1.AssetService/SetTravelTimes", service, &Service::SetTravelTimes);
  bindings.Read("plenary.v1.AssetService/ListTravelTimes", service, &Service::ListTravelTimes);
}

void Bind(const schedule::ScheduleService& service, const std::function<void()>& operation_added,
          Bindings& bindings) {
  using Service = schedule::ScheduleService;
  bindings.Read("plenary.v1.ScheduleService/GetScheduleSettings", service,
                &Service::GetScheduleSettings);
  bindings.Change("plenary.v1.ScheduleService/UpdateScheduleSettings", service,
                  &Service::UpdateScheduleSettings);
  bindings.Change("plenary.v1.ScheduleService/CreateTrack", service, &Service::CreateTrack);
  bindings.Read("plenary.v1.ScheduleService/GetTrack", service, &Service::GetTrack);
  bindings.Read("plenary.v1.ScheduleService/ListTracks", service, &Service::ListTracks);
  bindings.Change("plenary.v1.ScheduleService/UpdateTrack", service, &Service::UpdateTrack);
  bindings.Change("plenary.v1.ScheduleService/DeleteTrack", service, &Service::DeleteTrack);
  bindings.Change("plenary.v1.ScheduleService/UndeleteTrack", service, &Service::UndeleteTrack);
  bindings.Change("plenary.v1.ScheduleService/CreateSession", service, &Service::CreateSession);
  bindings.Change("plenary.v1.ScheduleService/BatchCreateSessions", service,
                  &Service::BatchCreateSessions);
  bindings.Read("plenary.v1.ScheduleService/GetSession", service, &Service::GetSession);
  bindings.Read("plenary.v1.ScheduleService/BatchGetSessions", service, &Service::BatchGetSessions);
  bindings.Read("plenary.v1.ScheduleService/ListSessions", service, &Service::ListSessions);
  bindings.Change("plenary.v1.ScheduleService/UpdateSession", service, &Service::UpdateSession);
  bindings.Change("plenary.v1.ScheduleService/CancelSession", service, &Service::CancelSession);
  bindings.Change("plenary.v1.ScheduleService/DeleteSession", service, &Service::DeleteSession);
  bindings.Change("plenary.v1.ScheduleService/UndeleteSession", service, &Service::UndeleteSession);
  bindings.Change("plenary.v1.ScheduleService/CreateMeeting", service, &Service::CreateMeeting);
  bindings.Read("plenary.v1.ScheduleService/GetMeeting", service, &Service::GetMeeting);
  bindings.Read("plenary.v1.ScheduleService/BatchGetMeetings", service, &Service::BatchGetMeetings);
  bindings.Read("plenary.v1.ScheduleService/ListMeetings", service, &Service::ListMeetings);
  bindings.Change("plenary.v1.ScheduleService/UpdateMeeting", service, &Service::UpdateMeeting);
  bindings.Change("plenary.v1.ScheduleService/CancelMeeting", service, &Service::CancelMeeting);
  bindings.Change("plenary.v1.ScheduleService/RecordMeetingOutcome", service,
                  &Service::RecordMeetingOutcome);
  bindings.Change("plenary.v1.ScheduleService/DeleteMeeting", service, &Service::DeleteMeeting);
  bindings.Change("plenary.v1.ScheduleService/UndeleteMeeting", service, &Service::UndeleteMeeting);
  bindings.Change("plenary.v1.ScheduleService/CreateBooking", service, &Service::CreateBooking);
  bindings.Read("plenary.v1.ScheduleService/GetBooking", service, &Service::GetBooking);
  bindings.Read("plenary.v1.ScheduleService/ListBookings", service, &Service::ListBookings);
  bindings.Change("plenary.v1.ScheduleService/UpdateBooking", service, &Service::UpdateBooking);
  bindings.Change("plenary.v1.ScheduleService/ConfirmBooking", service, &Service::ConfirmBooking);
  bindings.Change("plenary.v1.ScheduleService/ReleaseBooking", service, &Service::ReleaseBooking);
  bindings.Change("plenary.v1.ScheduleService/AnswerInvitation", service,
                  &Service::AnswerInvitation);
  bindings.Change("plenary.v1.ScheduleService/MoveActivities", service, &Service::MoveActivities);
  bindings.Read("plenary.v1.ScheduleService/PreviewDelay", service, &Service::PreviewDelay);
  bindings.Change("plenary.v1.ScheduleService/ReplaceAsset", service, &Service::ReplaceAsset);
  bindings.Read("plenary.v1.ScheduleService/CheckConflicts", service, &Service::CheckConflicts);
  bindings.Read("plenary.v1.ScheduleService/ListMisfits", service, &Service::ListMisfits);
  bindings.Read("plenary.v1.ScheduleService/QueryFreeBusy", service, &Service::QueryFreeBusy);
  bindings.Read("plenary.v1.ScheduleService/SuggestTimes", service, &Service::SuggestTimes);
  bindings.Change("plenary.v1.ScheduleService/ReleasePlan", service, &Service::ReleasePlan);
  bindings.Read("plenary.v1.ScheduleService/GetPlan", service, &Service::GetPlan);
  bindings.Read("plenary.v1.ScheduleService/ListPlans", service, &Service::ListPlans);
  bindings.Read("plenary.v1.ScheduleService/DiffPlans", service, &Service::DiffPlans);
  bindings.Change("plenary.v1.ScheduleService/RevertPlan", service, &Service::RevertPlan);
  bindings.Read("plenary.v1.ScheduleService/GetItinerary", service, &Service::GetItinerary);
  bindings.Read("plenary.v1.ScheduleService/GetProgramme", service, &Service::GetProgramme);
  bindings.Change("plenary.v1.ScheduleService/CopyProgramme", service, &Service::CopyProgramme);
  bindings.Change("plenary.v1.ScheduleService/ImportSchedule", service, &Service::ImportSchedule,
                  operation_added);
  bindings.Read("plenary.v1.ScheduleService/ListScheduleImportRemarks", service,
                &Service::ListScheduleImportRemarks);
  bindings.Change("plenary.v1.ScheduleService/ExportSchedule", service, &Service::ExportSchedule,
                  operation_added);
  bindings.Change("plenary.v1.ScheduleService/CreateCalendarFeed", service,
                  &Service::CreateCalendarFeed);
  bindings.Read("plenary.v1.ScheduleService/ListCalendarFeeds", service,
                &Service::ListCalendarFeeds);
  bindings.Change("plenary.v1.ScheduleService/DeleteCalendarFeed", service,
                  &Service::DeleteCalendarFeed);
  bindings.Read("plenary.v1.ScheduleService/ReadCalendarFeed", service, &Service::ReadCalendarFeed);
}

void Bind(const matchmaking::MatchmakingService& service, Bindings& bindings) {
  using Service = matchmaking::MatchmakingService;
  bindings.Read("plenary.v1.MatchmakingService/GetMatchmakingSettings", service,
                &Service::GetMatchmakingSettings);
  bindings.Change("plenary.v1.MatchmakingService/UpdateMatchmakingSettings", service,
                  &Service::UpdateMatchmakingSettings);
  bindings.Change("plenary.v1.MatchmakingService/CreateMeetingRequest", service,
                  &Service::CreateMeetingRequest);
  bindings.Read("plenary.v1.MatchmakingService/GetMeetingRequest", service,
                &Service::GetMeetingRequest);
  bindings.Read("plenary.v1.MatchmakingService/BatchGetMeetingRequests", service,
                &Service::BatchGetMeetingRequests);
  bindings.Read("plenary.v1.MatchmakingService/ListMeetingRequests", service,
                &Service::ListMeetingRequests);
  bindings.Change("plenary.v1.MatchmakingService/UpdateMeetingRequest", service,
                  &Service::UpdateMeetingRequest);
  bindings.Change("plenary.v1.MatchmakingService/DeleteMeetingRequest", service,
                  &Service::DeleteMeetingRequest);
  bindings.Change("plenary.v1.MatchmakingService/UndeleteMeetingRequest", service,
                  &Service::UndeleteMeetingRequest);
  bindings.Change("plenary.v1.MatchmakingService/AcceptMeetingRequest", service,
                  &Service::AcceptMeetingRequest);
  bindings.Change("plenary.v1.MatchmakingService/DeclineMeetingRequest", service,
                  &Service::DeclineMeetingRequest);
  bindings.Change("plenary.v1.MatchmakingService/CounterMeetingRequest", service,
                  &Service::CounterMeetingRequest);
  bindings.Change("plenary.v1.MatchmakingService/CancelMeetingRequest", service,
                  &Service::CancelMeetingRequest);
  bindings.Read("plenary.v1.MatchmakingService/ListMeetingPartners", service,
                &Service::ListMeetingPartners);
  bindings.Change("plenary.v1.MatchmakingService/CreateBlockedPair", service,
                  &Service::CreateBlockedPair);
  bindings.Read("plenary.v1.MatchmakingService/GetBlockedPair", service, &Service::GetBlockedPair);
  bindings.Read("plenary.v1.MatchmakingService/ListBlockedPairs", service,
                &Service::ListBlockedPairs);
  bindings.Change("plenary.v1.MatchmakingService/DeleteBlockedPair", service,
                  &Service::DeleteBlockedPair);
}

void Bind(const negotiations::NegotiationService& service, Bindings& bindings) {
  using Service = negotiations::NegotiationService;
  bindings.Change("plenary.v1.NegotiationService/CreateBody", service, &Service::CreateBody);
  bindings.Read("plenary.v1.NegotiationService/GetBody", service, &Service::GetBody);
  bindings.Read("plenary.v1.NegotiationService/ListBodies", service, &Service::ListBodies);
  bindings.Change("plenary.v1.NegotiationService/UpdateBody", service, &Service::UpdateBody);
  bindings.Change("plenary.v1.NegotiationService/DeleteBody", service, &Service::DeleteBody);
  bindings.Change("plenary.v1.NegotiationService/UndeleteBody", service, &Service::UndeleteBody);
  bindings.Change("plenary.v1.NegotiationService/CreateNegotiation", service,
                  &Service::CreateNegotiation);
  bindings.Read("plenary.v1.NegotiationService/GetNegotiation", service, &Service::GetNegotiation);
  bindings.Read("plenary.v1.NegotiationService/ListNegotiations", service,
                &Service::ListNegotiations);
  bindings.Change("plenary.v1.NegotiationService/UpdateNegotiation", service,
                  &Service::UpdateNegotiation);
  bindings.Change("plenary.v1.NegotiationService/DeleteNegotiation", service,
                  &Service::DeleteNegotiation);
  bindings.Change("plenary.v1.NegotiationService/UndeleteNegotiation", service,
                  &Service::UndeleteNegotiation);
  bindings.Change("plenary.v1.NegotiationService/SuspendNegotiation", service,
                  &Service::SuspendNegotiation);
  bindings.Change("plenary.v1.NegotiationService/ResumeNegotiation", service,
                  &Service::ResumeNegotiation);
  bindings.Change("plenary.v1.NegotiationService/CloseNegotiation", service,
                  &Service::CloseNegotiation);
  bindings.Change("plenary.v1.NegotiationService/ReopenNegotiation", service,
                  &Service::ReopenNegotiation);
  bindings.Change("plenary.v1.NegotiationService/CreateRound", service, &Service::CreateRound);
  bindings.Read("plenary.v1.NegotiationService/GetRound", service, &Service::GetRound);
  bindings.Read("plenary.v1.NegotiationService/ListRounds", service, &Service::ListRounds);
  bindings.Change("plenary.v1.NegotiationService/UpdateRound", service, &Service::UpdateRound);
  bindings.Change("plenary.v1.NegotiationService/DeleteRound", service, &Service::DeleteRound);
  bindings.Change("plenary.v1.NegotiationService/UndeleteRound", service, &Service::UndeleteRound);
  bindings.Change("plenary.v1.NegotiationService/CreateTopic", service, &Service::CreateTopic);
  bindings.Read("plenary.v1.NegotiationService/GetTopic", service, &Service::GetTopic);
  bindings.Read("plenary.v1.NegotiationService/ListTopics", service, &Service::ListTopics);
  bindings.Change("plenary.v1.NegotiationService/UpdateTopic", service, &Service::UpdateTopic);
  bindings.Change("plenary.v1.NegotiationService/DeleteTopic", service, &Service::DeleteTopic);
  bindings.Change("plenary.v1.NegotiationService/UndeleteTopic", service, &Service::UndeleteTopic);
  bindings.Change("plenary.v1.NegotiationService/AgreeTopic", service, &Service::AgreeTopic);
  bindings.Change("plenary.v1.NegotiationService/DropTopic", service, &Service::DropTopic);
  bindings.Change("plenary.v1.NegotiationService/ReopenTopic", service, &Service::ReopenTopic);
  bindings.Change("plenary.v1.NegotiationService/CreatePosition", service,
                  &Service::CreatePosition);
  bindings.Read("plenary.v1.NegotiationService/GetPosition", service, &Service::GetPosition);
  bindings.Read("plenary.v1.NegotiationService/ListPositions", service, &Service::ListPositions);
  bindings.Change("plenary.v1.NegotiationService/UpdatePosition", service,
                  &Service::UpdatePosition);
  bindings.Change("plenary.v1.NegotiationService/DeletePosition", service,
                  &Service::DeletePosition);
  bindings.Change("plenary.v1.NegotiationService/UndeletePosition", service,
                  &Service::UndeletePosition);
  bindings.Read("plenary.v1.NegotiationService/ListPositionRevisions", service,
                &Service::ListPositionRevisions);
  bindings.Change("plenary.v1.NegotiationService/CreateContact", service, &Service::CreateContact);
  bindings.Read("plenary.v1.NegotiationService/GetContact", service, &Service::GetContact);
  bindings.Read("plenary.v1.NegotiationService/ListContacts", service, &Service::ListContacts);
  bindings.Change("plenary.v1.NegotiationService/UpdateContact", service, &Service::UpdateContact);
  bindings.Change("plenary.v1.NegotiationService/DeleteContact", service, &Service::DeleteContact);
  bindings.Change("plenary.v1.NegotiationService/UndeleteContact", service,
                  &Service::UndeleteContact);
  bindings.Read("plenary.v1.NegotiationService/GetBriefing", service, &Service::GetBriefing);
}

void Bind(const protocols::ProtocolService& service, Bindings& bindings) {
  using Service = protocols::ProtocolService;
  bindings.Change("plenary.v1.ProtocolService/CreateProtocol", service, &Service::CreateProtocol);
  bindings.Read("plenary.v1.ProtocolService/GetProtocol", service, &Service::GetProtocol);
  bindings.Read("plenary.v1.ProtocolService/BatchGetProtocols", service,
                &Service::BatchGetProtocols);
  bindings.Read("plenary.v1.ProtocolService/ListProtocols", service, &Service::ListProtocols);
  bindings.Change("plenary.v1.ProtocolService/UpdateProtocol", service, &Service::UpdateProtocol);
  bindings.Change("plenary.v1.ProtocolService/DeleteProtocol", service, &Service::DeleteProtocol);
  bindings.Change("plenary.v1.ProtocolService/UndeleteProtocol", service,
                  &Service::UndeleteProtocol);
  bindings.Change("plenary.v1.ProtocolService/ApproveProtocol", service, &Service::ApproveProtocol);
  bindings.Change("plenary.v1.ProtocolService/AgreeProtocol", service, &Service::AgreeProtocol);
  bindings.Change("plenary.v1.ProtocolService/InitialProtocol", service, &Service::InitialProtocol);
  bindings.Change("plenary.v1.ProtocolService/SignProtocol", service, &Service::SignProtocol);
  bindings.Change("plenary.v1.ProtocolService/BringProtocolIntoForce", service,
                  &Service::BringProtocolIntoForce);
  bindings.Change("plenary.v1.ProtocolService/TerminateProtocol", service,
                  &Service::TerminateProtocol);
  bindings.Change("plenary.v1.ProtocolService/ReturnProtocolToDraft", service,
                  &Service::ReturnProtocolToDraft);
  bindings.Change("plenary.v1.ProtocolService/CreateProtocolItem", service,
                  &Service::CreateProtocolItem);
  bindings.Read("plenary.v1.ProtocolService/GetProtocolItem", service, &Service::GetProtocolItem);
  bindings.Read("plenary.v1.ProtocolService/ListProtocolItems", service,
                &Service::ListProtocolItems);
  bindings.Change("plenary.v1.ProtocolService/UpdateProtocolItem", service,
                  &Service::UpdateProtocolItem);
  bindings.Change("plenary.v1.ProtocolService/ConfirmProtocolItem", service,
                  &Service::ConfirmProtocolItem);
  bindings.Change("plenary.v1.ProtocolService/DeleteProtocolItem", service,
                  &Service::DeleteProtocolItem);
  bindings.Change("plenary.v1.ProtocolService/UndeleteProtocolItem", service,
                  &Service::UndeleteProtocolItem);
  bindings.Read("plenary.v1.ProtocolService/ListProtocolItemRevisions", service,
                &Service::ListProtocolItemRevisions);
}

void Bind(const trips::TripService& service, Bindings& bindings) {
  using Service = trips::TripService;
  bindings.Change("plenary.v1.TripService/CreateTrip", service, &Service::CreateTrip);
  bindings.Read("plenary.v1.TripService/GetTrip", service, &Service::GetTrip);
  bindings.Read("plenary.v1.TripService/BatchGetTrips", service, &Service::BatchGetTrips);
  bindings.Read("plenary.v1.TripService/ListTrips", service, &Service::ListTrips);
  bindings.Change("plenary.v1.TripService/UpdateTrip", service, &Service::UpdateTrip);
  bindings.Change("plenary.v1.TripService/DeleteTrip", service, &Service::DeleteTrip);
  bindings.Change("plenary.v1.TripService/UndeleteTrip", service, &Service::UndeleteTrip);
  bindings.Change("plenary.v1.TripService/ApproveTrip", service, &Service::ApproveTrip);
  bindings.Change("plenary.v1.TripService/SubmitTripReport", service, &Service::SubmitTripReport);
  bindings.Change("plenary.v1.TripService/ReturnTripReport", service, &Service::ReturnTripReport);
  bindings.Change("plenary.v1.TripService/AcceptTripReport", service, &Service::AcceptTripReport);
}

void Bind(const control::ActionPlanService& service, Bindings& bindings) {
  using Service = control::ActionPlanService;
  bindings.Change("plenary.v1.ActionPlanService/CreateCommitment", service,
                  &Service::CreateCommitment);
  bindings.Read("plenary.v1.ActionPlanService/GetCommitment", service, &Service::GetCommitment);
  bindings.Read("plenary.v1.ActionPlanService/BatchGetCommitments", service,
                &Service::BatchGetCommitments);
  bindings.Read("plenary.v1.ActionPlanService/ListCommitments", service, &Service::ListCommitments);
  bindings.Change("plenary.v1.ActionPlanService/UpdateCommitment", service,
                  &Service::UpdateCommitment);
  bindings.Change("plenary.v1.ActionPlanService/DeleteCommitment", service,
                  &Service::DeleteCommitment);
  bindings.Change("plenary.v1.ActionPlanService/UndeleteCommitment", service,
                  &Service::UndeleteCommitment);
  bindings.Change("plenary.v1.ActionPlanService/NoteProgress", service, &Service::NoteProgress);
  bindings.Read("plenary.v1.ActionPlanService/ListProgressNotes", service,
                &Service::ListProgressNotes);
  bindings.Change("plenary.v1.ActionPlanService/CreateActionPlan", service,
                  &Service::CreateActionPlan);
  bindings.Read("plenary.v1.ActionPlanService/GetActionPlan", service, &Service::GetActionPlan);
  bindings.Read("plenary.v1.ActionPlanService/ListActionPlans", service, &Service::ListActionPlans);
  bindings.Change("plenary.v1.ActionPlanService/UpdateActionPlan", service,
                  &Service::UpdateActionPlan);
  bindings.Change("plenary.v1.ActionPlanService/DeleteActionPlan", service,
                  &Service::DeleteActionPlan);
  bindings.Change("plenary.v1.ActionPlanService/UndeleteActionPlan", service,
                  &Service::UndeleteActionPlan);
  bindings.Change("plenary.v1.ActionPlanService/SubmitActionPlan", service,
                  &Service::SubmitActionPlan);
  bindings.Change("plenary.v1.ActionPlanService/ReturnActionPlan", service,
                  &Service::ReturnActionPlan);
  bindings.Change("plenary.v1.ActionPlanService/ApproveActionPlan", service,
                  &Service::ApproveActionPlan);
  bindings.Change("plenary.v1.ActionPlanService/AmendActionPlan", service,
                  &Service::AmendActionPlan);
  bindings.Change("plenary.v1.ActionPlanService/ImplementActionPlan", service,
                  &Service::ImplementActionPlan);
  bindings.Read("plenary.v1.ActionPlanService/ListActionPlanEditions", service,
                &Service::ListActionPlanEditions);
  bindings.Read("plenary.v1.ActionPlanService/ListEditionItems", service,
                &Service::ListEditionItems);
  bindings.Change("plenary.v1.ActionPlanService/CreateActionItem", service,
                  &Service::CreateActionItem);
  bindings.Read("plenary.v1.ActionPlanService/GetActionItem", service, &Service::GetActionItem);
  bindings.Read("plenary.v1.ActionPlanService/BatchGetActionItems", service,
                &Service::BatchGetActionItems);
  bindings.Read("plenary.v1.ActionPlanService/ListActionItems", service, &Service::ListActionItems);
  bindings.Change("plenary.v1.ActionPlanService/UpdateActionItem", service,
                  &Service::UpdateActionItem);
  bindings.Change("plenary.v1.ActionPlanService/DeleteActionItem", service,
                  &Service::DeleteActionItem);
  bindings.Change("plenary.v1.ActionPlanService/UndeleteActionItem", service,
                  &Service::UndeleteActionItem);
  bindings.Change("plenary.v1.ActionPlanService/AcknowledgeActionItem", service,
                  &Service::AcknowledgeActionItem);
  bindings.Change("plenary.v1.ActionPlanService/StartActionItem", service,
                  &Service::StartActionItem);
  bindings.Change("plenary.v1.ActionPlanService/ReportActionItem", service,
                  &Service::ReportActionItem);
  bindings.Read("plenary.v1.ActionPlanService/ListActionReports", service,
                &Service::ListActionReports);
  bindings.Change("plenary.v1.ActionPlanService/ReturnActionItem", service,
                  &Service::ReturnActionItem);
  bindings.Change("plenary.v1.ActionPlanService/RecommendRemoval", service,
                  &Service::RecommendRemoval);
  bindings.Change("plenary.v1.ActionPlanService/RemoveFromControl", service,
                  &Service::RemoveFromControl);
  bindings.Change("plenary.v1.ActionPlanService/ReplaceExecutor", service,
                  &Service::ReplaceExecutor);
  bindings.Change("plenary.v1.ActionPlanService/RequestExtension", service,
                  &Service::RequestExtension);
  bindings.Change("plenary.v1.ActionPlanService/DecideExtension", service,
                  &Service::DecideExtension);
  bindings.Read("plenary.v1.ActionPlanService/ListExtensions", service, &Service::ListExtensions);
  bindings.Read("plenary.v1.ActionPlanService/GetControlList", service, &Service::GetControlList);
  bindings.Read("plenary.v1.ActionPlanService/ListReminders", service, &Service::ListReminders);
  bindings.Read("plenary.v1.ActionPlanService/GetControlSettings", service,
                &Service::GetControlSettings);
  bindings.Change("plenary.v1.ActionPlanService/UpdateControlSettings", service,
                  &Service::UpdateControlSettings);
}

void Bind(const thread::ThreadService& service, Bindings& bindings) {
  using Service = thread::ThreadService;
  bindings.Read("plenary.v1.ThreadService/TraceThread", service, &Service::TraceThread);
  bindings.Read("plenary.v1.ThreadService/GetCounterpartPage", service,
                &Service::GetCounterpartPage);
}

void Bind(const reports::ReportService& service, Bindings& bindings) {
  using Service = reports::ReportService;
  bindings.Read("plenary.v1.ReportService/WriteReport", service, &Service::WriteReport);
}

void Bind(const indicators::IndicatorService& service, const std::function<void()>& operation_added,
          Bindings& bindings) {
  using Service = indicators::IndicatorService;
  bindings.Change("plenary.v1.IndicatorService/CreateIndicator", service,
                  &Service::CreateIndicator);
  bindings.Read("plenary.v1.IndicatorService/GetIndicator", service, &Service::GetIndicator);
  bindings.Read("plenary.v1.IndicatorService/BatchGetIndicators", service,
                &Service::BatchGetIndicators);
  bindings.Read("plenary.v1.IndicatorService/ListIndicators", service, &Service::ListIndicators);
  bindings.Change("plenary.v1.IndicatorService/UpdateIndicator", service,
                  &Service::UpdateIndicator);
  bindings.Change("plenary.v1.IndicatorService/DeleteIndicator", service,
                  &Service::DeleteIndicator);
  bindings.Change("plenary.v1.IndicatorService/UndeleteIndicator", service,
                  &Service::UndeleteIndicator);
  bindings.Change("plenary.v1.IndicatorService/CreateFigure", service, &Service::CreateFigure);
  bindings.Read("plenary.v1.IndicatorService/GetFigure", service, &Service::GetFigure);
  bindings.Read("plenary.v1.IndicatorService/BatchGetFigures", service, &Service::BatchGetFigures);
  bindings.Read("plenary.v1.IndicatorService/ListFigures", service, &Service::ListFigures);
  bindings.Change("plenary.v1.IndicatorService/ReviseFigure", service, &Service::ReviseFigure);
  bindings.Change("plenary.v1.IndicatorService/ImportFigures", service, &Service::ImportFigures,
                  operation_added);
  bindings.Read("plenary.v1.IndicatorService/ListFigureImportRejects", service,
                &Service::ListFigureImportRejects);
  bindings.Read("plenary.v1.IndicatorService/CompareFigures", service, &Service::CompareFigures);
  bindings.Change("plenary.v1.IndicatorService/CreateResult", service, &Service::CreateResult);
  bindings.Read("plenary.v1.IndicatorService/GetResult", service, &Service::GetResult);
  bindings.Read("plenary.v1.IndicatorService/BatchGetResults", service, &Service::BatchGetResults);
  bindings.Read("plenary.v1.IndicatorService/ListResults", service, &Service::ListResults);
  bindings.Change("plenary.v1.IndicatorService/UpdateResult", service, &Service::UpdateResult);
  bindings.Change("plenary.v1.IndicatorService/DeleteResult", service, &Service::DeleteResult);
  bindings.Change("plenary.v1.IndicatorService/UndeleteResult", service, &Service::UndeleteResult);
}

void Bind(const planning::PlanningService& service, planning::Questions& questions,
          const std::function<void()>& operation_added, Bindings& bindings) {
  using Service = planning::PlanningService;
  bindings.Read("plenary.v1.PlanningService/GetPlanningSettings", service,
                &Service::GetPlanningSettings);
  bindings.Change("plenary.v1.PlanningService/UpdatePlanningSettings", service,
                  &Service::UpdatePlanningSettings);
  bindings.Change("plenary.v1.PlanningService/PlanEvent", service, &Service::PlanEvent,
                  operation_added);
  bindings.Direct<v1::ExplainActivityRequest, v1::ActivityExplanation>(
      "plenary.v1.PlanningService/ExplainActivity",
      [&questions](storage::Exchange exchange, const Visit& visit, storage::Done done) {
        questions.Explain(exchange, visit.until, std::move(done));
      });
  bindings.Direct<v1::SuggestRelaxationsRequest, v1::SuggestRelaxationsResponse>(
      "plenary.v1.PlanningService/SuggestRelaxations",
      [&questions](storage::Exchange exchange, const Visit& visit, storage::Done done) {
        questions.Suggest(exchange, visit.until, std::move(done));
      });
}

void Bind(const printing::DocumentService& service, const std::function<void()>& operation_added,
          Bindings& bindings) {
  using Service = printing::DocumentService;
  bindings.Read("plenary.v1.DocumentService/ListTemplates", service, &Service::ListTemplates);
  bindings.Read("plenary.v1.DocumentService/GetTemplate", service, &Service::GetTemplate);
  bindings.Change("plenary.v1.DocumentService/ExportTemplate", service, &Service::ExportTemplate);
  bindings.Change("plenary.v1.DocumentService/ReplaceTemplate", service, &Service::ReplaceTemplate);
  bindings.Change("plenary.v1.DocumentService/RestoreTemplate", service, &Service::RestoreTemplate);
  bindings.Change("plenary.v1.DocumentService/RenderDocument", service, &Service::RenderDocument,
                  operation_added);
  bindings.Read("plenary.v1.DocumentService/GetPrint", service, &Service::GetPrint);
  bindings.Read("plenary.v1.DocumentService/ListPrints", service, &Service::ListPrints);
  bindings.Read("plenary.v1.DocumentService/CompareWithPrint", service, &Service::CompareWithPrint);
}

void Bind(const files::FileService& service, Bindings& bindings) {
  using Service = files::FileService;
  bindings.Read("plenary.v1.FileService/GetFile", service, &Service::GetFile);
  bindings.Change("plenary.v1.FileService/DeleteFile", service, &Service::DeleteFile);
}

void Bind(const personal_data::PersonalDataService& service, Bindings& bindings) {
  using Service = personal_data::PersonalDataService;
  bindings.Change("plenary.v1.PersonalDataService/RevealPersonalData", service,
                  &Service::RevealPersonalData);
  bindings.Change("plenary.v1.PersonalDataService/FindByPersonalData", service,
                  &Service::FindByPersonalData);
  bindings.Change("plenary.v1.PersonalDataService/ExportPerson", service, &Service::ExportPerson);
  bindings.Read("plenary.v1.PersonalDataService/ListRevelations", service,
                &Service::ListRevelations);
  bindings.Change("plenary.v1.PersonalDataService/ErasePerson", service, &Service::ErasePerson);
  bindings.Change("plenary.v1.PersonalDataService/CreateLegalHold", service,
                  &Service::CreateLegalHold);
  bindings.Change("plenary.v1.PersonalDataService/ReleaseLegalHold", service,
                  &Service::ReleaseLegalHold);
  bindings.Read("plenary.v1.PersonalDataService/ListLegalHolds", service, &Service::ListLegalHolds);
}

void Bind(const ChangeService& service, Bindings& bindings) {
  bindings.Read("plenary.v1.ChangeService/ListChanges", service, &ChangeService::ListChanges);
}

void Bind(const audit::AuditService& service, std::function<void()> operation_added,
          std::function<void()> heads_signed, Bindings& bindings) {
  using Service = audit::AuditService;
  bindings.Read("plenary.v1.AuditService/ListEntries", service, &Service::ListEntries);
  bindings.Read("plenary.v1.AuditService/ListChain", service, &Service::ListChain);
  bindings.Change("plenary.v1.AuditService/VerifyChain", service, &Service::VerifyChain,
                  std::move(operation_added));
  bindings.Change("plenary.v1.AuditService/SignHeads", service, &Service::SignHeads,
                  std::move(heads_signed));
  bindings.Read("plenary.v1.AuditService/ListSignedHeads", service, &Service::ListSignedHeads);
  bindings.Read("plenary.v1.AuditService/GetAuditKeys", service, &Service::GetAuditKeys);
}

void Bind(const Onlookers& onlookers, Bindings& bindings) {
  bindings.Read("plenary.v1.AccessService/WhoCanSee", onlookers, &Onlookers::WhoCanSee);
}

void Bind(Operations& operations, Bindings& bindings) {
  bindings.Read("google.longrunning.Operations/GetOperation", operations,
                &Operations::GetOperation);
  bindings.Read("google.longrunning.Operations/ListOperations", operations,
                &Operations::ListOperations);
  bindings.Change("google.longrunning.Operations/CancelOperation", operations,
                  &Operations::CancelOperation);
  bindings.Change("google.longrunning.Operations/DeleteOperation", operations,
                  &Operations::DeleteOperation);
  bindings.Direct<google::longrunning::WaitOperationRequest, google::longrunning::Operation>(
      "google.longrunning.Operations/WaitOperation",
      [&operations](storage::Exchange exchange, const Visit& visit, storage::Done done) {
        operations.WaitOperation(exchange, visit.until, std::move(done));
      });
}

}  // namespace plenary::server
