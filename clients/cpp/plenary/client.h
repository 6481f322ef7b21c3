// Plenary from a C++ program: events, delegations and participants in a few lines.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_CLIENT_H_
#define PLENARY_CLIENTS_CPP_PLENARY_CLIENT_H_

#include <functional>
#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/empty.pb.h"
#include "google/protobuf/message.h"
#include "plenary/credentials.h"
#include "plenary/options.h"
#include "plenary/range.h"
#include "plenary/status.h"
#include "plenary/transfer.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/documents.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/files.pb.h"
#include "plenary/v1/imports.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/monitoring.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/personal_data.pb.h"
#include "plenary/v1/planning.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/reports.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "plenary/v1/thread.pb.h"
#include "plenary/v1/trips.pb.h"
#include "plenary/watch.h"

namespace plenary {

class Connection;

// A connection to a server. Copies share it; safe from several threads.
//
// Every method of the API is a method here, with the contract of the API reference. A refusal comes
// as the status that the server gave; ReasonOf, MetadataOf and FieldViolations (status.h) read its
// details. A call that failed on the way is repeated, with a delay that grows, where repeating
// can change nothing twice: where the method only reads, or the request carries a request_id. A
// changing call without one is given one (ClientOptions::fill_request_ids).
//
// Lists are ranges (range.h) that read page by page, 500 resources at a time unless the request
// says otherwise. One page alone, with its token: Call<v1::ListEventsResponse>(request).
class Client {
 public:
  // Connects to "host:port" as whoever the options or the environment say (credentials.h). Does not
  // wait for the server: where it cannot be reached, calls end with UNAVAILABLE. Where a file that
  // the options name cannot be used, calls end with INVALID_ARGUMENT or FAILED_PRECONDITION.
  static Client Connect(absl::string_view target, const ClientOptions& options = {});

  // Calls the method that takes `request`. INVALID_ARGUMENT, without asking the server: there is
  // none, or it gives another answer. DEADLINE_EXCEEDED: the time was over; a change may have been
  // made nevertheless.
  absl::Status Call(const google::protobuf::Message& request, google::protobuf::Message& response,
                    const CallOptions& options = {}) const;
  template <class Response>
  absl::StatusOr<Response> Call(const google::protobuf::Message& request,
                                const CallOptions& options = {}) const {
    Response response;
    if (absl::Status status = Call(request, response, options); !status.ok()) return status;
    return response;
  }

  // DirectoryService: Organizations and people.
  absl::StatusOr<v1::Organization> CreateOrganization(const v1::CreateOrganizationRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::Organization>(request, options);
  }
  absl::StatusOr<v1::Organization> GetOrganization(const v1::GetOrganizationRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::Organization>(request, options);
  }
  absl::StatusOr<v1::BatchGetOrganizationsResponse> BatchGetOrganizations(
      const v1::BatchGetOrganizationsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetOrganizationsResponse>(request, options);
  }
  Range<v1::Organization> ListOrganizations(v1::ListOrganizationsRequest request,
                                            const CallOptions& options = {}) const {
    return Pages<v1::Organization>(std::move(request),
                                   &v1::ListOrganizationsResponse::mutable_organizations, options);
  }
  absl::StatusOr<v1::Organization> UpdateOrganization(const v1::UpdateOrganizationRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::Organization>(request, options);
  }
  absl::StatusOr<v1::Organization> DeleteOrganization(const v1::DeleteOrganizationRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::Organization>(request, options);
  }
  absl::StatusOr<v1::Organization> UndeleteOrganization(
      const v1::UndeleteOrganizationRequest& request, const CallOptions& options = {}) const {
    return Call<v1::Organization>(request, options);
  }
  absl::StatusOr<v1::Person> CreatePerson(const v1::CreatePersonRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Person>(request, options);
  }
  absl::StatusOr<v1::BatchCreatePeopleResponse> BatchCreatePeople(
      const v1::BatchCreatePeopleRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchCreatePeopleResponse>(request, options);
  }
  absl::StatusOr<v1::Person> GetPerson(const v1::GetPersonRequest& request,
                                       const CallOptions& options = {}) const {
    return Call<v1::Person>(request, options);
  }
  absl::StatusOr<v1::BatchGetPeopleResponse> BatchGetPeople(
      const v1::BatchGetPeopleRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetPeopleResponse>(request, options);
  }
  Range<v1::Person> ListPeople(v1::ListPeopleRequest request,
                               const CallOptions& options = {}) const {
    return Pages<v1::Person>(std::move(request), &v1::ListPeopleResponse::mutable_people, options);
  }
  absl::StatusOr<v1::Person> UpdatePerson(const v1::UpdatePersonRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Person>(request, options);
  }
  absl::StatusOr<v1::Person> DeletePerson(const v1::DeletePersonRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Person>(request, options);
  }
  absl::StatusOr<v1::Person> UndeletePerson(const v1::UndeletePersonRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Person>(request, options);
  }
  absl::StatusOr<v1::SearchOrganizationsResponse> SearchOrganizations(
      const v1::SearchOrganizationsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::SearchOrganizationsResponse>(request, options);
  }
  absl::StatusOr<v1::SearchPeopleResponse> SearchPeople(const v1::SearchPeopleRequest& request,
                                                        const CallOptions& options = {}) const {
    return Call<v1::SearchPeopleResponse>(request, options);
  }
  absl::StatusOr<v1::SuggestLatinNameResponse> SuggestLatinName(
      const v1::SuggestLatinNameRequest& request, const CallOptions& options = {}) const {
    return Call<v1::SuggestLatinNameResponse>(request, options);
  }
  absl::StatusOr<v1::FindDuplicatesResponse> FindDuplicates(
      const v1::FindDuplicatesRequest& request, const CallOptions& options = {}) const {
    return Call<v1::FindDuplicatesResponse>(request, options);
  }
  absl::StatusOr<v1::MergePeopleResponse> MergePeople(const v1::MergePeopleRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::MergePeopleResponse>(request, options);
  }
  Range<v1::LikelyDuplicate> ListLikelyDuplicates(v1::ListLikelyDuplicatesRequest request,
                                                  const CallOptions& options = {}) const {
    return Pages<v1::LikelyDuplicate>(
        std::move(request), &v1::ListLikelyDuplicatesResponse::mutable_likely_duplicates, options);
  }
  absl::StatusOr<v1::LikelyDuplicate> SettleLikelyDuplicate(
      const v1::SettleLikelyDuplicateRequest& request, const CallOptions& options = {}) const {
    return Call<v1::LikelyDuplicate>(request, options);
  }

  // EventService: Events and their categories.
  absl::StatusOr<v1::Event> CreateEvent(const v1::CreateEventRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::Event> GetEvent(const v1::GetEventRequest& request,
                                     const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::BatchGetEventsResponse> BatchGetEvents(
      const v1::BatchGetEventsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetEventsResponse>(request, options);
  }
  Range<v1::Event> ListEvents(v1::ListEventsRequest request,
                              const CallOptions& options = {}) const {
    return Pages<v1::Event>(std::move(request), &v1::ListEventsResponse::mutable_events, options);
  }
  absl::StatusOr<v1::Event> UpdateEvent(const v1::UpdateEventRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::Event> DeleteEvent(const v1::DeleteEventRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::Event> UndeleteEvent(const v1::UndeleteEventRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::Event> PublishEvent(const v1::PublishEventRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::Event> StartEvent(const v1::StartEventRequest& request,
                                       const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::Event> CloseEvent(const v1::CloseEventRequest& request,
                                       const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::Event> ArchiveEvent(const v1::ArchiveEventRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::Event> PostponeEvent(const v1::PostponeEventRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::Event> CancelEvent(const v1::CancelEventRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Event>(request, options);
  }
  absl::StatusOr<v1::CopyEventResponse> CopyEvent(const v1::CopyEventRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::CopyEventResponse>(request, options);
  }
  absl::StatusOr<v1::Category> CreateCategory(const v1::CreateCategoryRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Category>(request, options);
  }
  absl::StatusOr<v1::Category> GetCategory(const v1::GetCategoryRequest& request,
                                           const CallOptions& options = {}) const {
    return Call<v1::Category>(request, options);
  }
  absl::StatusOr<v1::BatchGetCategoriesResponse> BatchGetCategories(
      const v1::BatchGetCategoriesRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetCategoriesResponse>(request, options);
  }
  Range<v1::Category> ListCategories(v1::ListCategoriesRequest request,
                                     const CallOptions& options = {}) const {
    return Pages<v1::Category>(std::move(request), &v1::ListCategoriesResponse::mutable_categories,
                               options);
  }
  absl::StatusOr<v1::Category> UpdateCategory(const v1::UpdateCategoryRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Category>(request, options);
  }
  absl::StatusOr<v1::Category> DeleteCategory(const v1::DeleteCategoryRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Category>(request, options);
  }
  absl::StatusOr<v1::Category> UndeleteCategory(const v1::UndeleteCategoryRequest& request,
                                                const CallOptions& options = {}) const {
    return Call<v1::Category>(request, options);
  }

  // DelegationService: Delegations, quotas, participants and projects.
  absl::StatusOr<v1::Delegation> CreateDelegation(const v1::CreateDelegationRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  absl::StatusOr<v1::RegisterDelegationResponse> RegisterDelegation(
      const v1::RegisterDelegationRequest& request, const CallOptions& options = {}) const {
    return Call<v1::RegisterDelegationResponse>(request, options);
  }
  absl::StatusOr<v1::Delegation> GetDelegation(const v1::GetDelegationRequest& request,
                                               const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  absl::StatusOr<v1::BatchGetDelegationsResponse> BatchGetDelegations(
      const v1::BatchGetDelegationsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetDelegationsResponse>(request, options);
  }
  Range<v1::Delegation> ListDelegations(v1::ListDelegationsRequest request,
                                        const CallOptions& options = {}) const {
    return Pages<v1::Delegation>(std::move(request),
                                 &v1::ListDelegationsResponse::mutable_delegations, options);
  }
  absl::StatusOr<v1::Delegation> UpdateDelegation(const v1::UpdateDelegationRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  absl::StatusOr<v1::Delegation> DeleteDelegation(const v1::DeleteDelegationRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  absl::StatusOr<v1::Delegation> UndeleteDelegation(const v1::UndeleteDelegationRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  absl::StatusOr<v1::Delegation> SubmitDelegation(const v1::SubmitDelegationRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  absl::StatusOr<v1::Delegation> ApproveDelegation(const v1::ApproveDelegationRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  absl::StatusOr<v1::Delegation> AcceptDelegation(const v1::AcceptDelegationRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  absl::StatusOr<v1::Delegation> DeclineDelegation(const v1::DeclineDelegationRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  absl::StatusOr<v1::Delegation> ReturnDelegation(const v1::ReturnDelegationRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  absl::StatusOr<v1::Quota> SetQuota(const v1::SetQuotaRequest& request,
                                     const CallOptions& options = {}) const {
    return Call<v1::Quota>(request, options);
  }
  absl::StatusOr<v1::QuotaReport> GetQuotaReport(const v1::GetQuotaReportRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::QuotaReport>(request, options);
  }
  absl::StatusOr<v1::SeatHold> HoldSeats(const v1::HoldSeatsRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::SeatHold>(request, options);
  }
  absl::StatusOr<v1::SeatHold> ReleaseSeatHold(const v1::ReleaseSeatHoldRequest& request,
                                               const CallOptions& options = {}) const {
    return Call<v1::SeatHold>(request, options);
  }
  Range<v1::SeatHold> ListSeatHolds(v1::ListSeatHoldsRequest request,
                                    const CallOptions& options = {}) const {
    return Pages<v1::SeatHold>(std::move(request), &v1::ListSeatHoldsResponse::mutable_seat_holds,
                               options);
  }
  absl::StatusOr<v1::Delegation> SetHead(const v1::SetHeadRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Delegation>(request, options);
  }
  Range<v1::CompositionChange> ListCompositionChanges(v1::ListCompositionChangesRequest request,
                                                      const CallOptions& options = {}) const {
    return Pages<v1::CompositionChange>(
        std::move(request), &v1::ListCompositionChangesResponse::mutable_composition_changes,
        options);
  }
  absl::StatusOr<v1::Participant> CreateParticipant(const v1::CreateParticipantRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> GetParticipant(const v1::GetParticipantRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::BatchGetParticipantsResponse> BatchGetParticipants(
      const v1::BatchGetParticipantsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetParticipantsResponse>(request, options);
  }
  Range<v1::Participant> ListParticipants(v1::ListParticipantsRequest request,
                                          const CallOptions& options = {}) const {
    return Pages<v1::Participant>(std::move(request),
                                  &v1::ListParticipantsResponse::mutable_participants, options);
  }
  absl::StatusOr<v1::Participant> UpdateParticipant(const v1::UpdateParticipantRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> DeleteParticipant(const v1::DeleteParticipantRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> UndeleteParticipant(const v1::UndeleteParticipantRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> NominateParticipant(const v1::NominateParticipantRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> ConfirmParticipant(const v1::ConfirmParticipantRequest& request,
                                                     const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> AcceptParticipant(const v1::AcceptParticipantRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> RejectParticipant(const v1::RejectParticipantRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> DeclineParticipant(const v1::DeclineParticipantRequest& request,
                                                     const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> WithdrawParticipant(const v1::WithdrawParticipantRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> ReinstateParticipant(
      const v1::ReinstateParticipantRequest& request, const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::SubstituteParticipantResponse> SubstituteParticipant(
      const v1::SubstituteParticipantRequest& request, const CallOptions& options = {}) const {
    return Call<v1::SubstituteParticipantResponse>(request, options);
  }
  absl::StatusOr<v1::Participant> ChangeCategory(const v1::ChangeCategoryRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::Participant> RecordAttendance(const v1::RecordAttendanceRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::Participant>(request, options);
  }
  absl::StatusOr<v1::BatchChangeParticipantsResponse> BatchChangeParticipants(
      const v1::BatchChangeParticipantsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchChangeParticipantsResponse>(request, options);
  }
  absl::StatusOr<v1::Project> CreateProject(const v1::CreateProjectRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Project>(request, options);
  }
  absl::StatusOr<v1::Project> GetProject(const v1::GetProjectRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Project>(request, options);
  }
  absl::StatusOr<v1::BatchGetProjectsResponse> BatchGetProjects(
      const v1::BatchGetProjectsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetProjectsResponse>(request, options);
  }
  Range<v1::Project> ListProjects(v1::ListProjectsRequest request,
                                  const CallOptions& options = {}) const {
    return Pages<v1::Project>(std::move(request), &v1::ListProjectsResponse::mutable_projects,
                              options);
  }
  absl::StatusOr<v1::Project> UpdateProject(const v1::UpdateProjectRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Project>(request, options);
  }
  absl::StatusOr<v1::Project> DeleteProject(const v1::DeleteProjectRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Project>(request, options);
  }
  absl::StatusOr<v1::Project> UndeleteProject(const v1::UndeleteProjectRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Project>(request, options);
  }
  absl::StatusOr<v1::CopyDelegationResponse> CopyDelegation(
      const v1::CopyDelegationRequest& request, const CallOptions& options = {}) const {
    return Call<v1::CopyDelegationResponse>(request, options);
  }
  absl::StatusOr<v1::ImportPreview> PreviewImport(const v1::PreviewImportRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ImportPreview>(request, options);
  }
  absl::StatusOr<google::longrunning::Operation> ImportParticipants(
      const v1::ImportParticipantsRequest& request, const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  absl::StatusOr<google::longrunning::Operation> ImportDelegations(
      const v1::ImportDelegationsRequest& request, const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  Range<v1::ImportReject> ListImportRejects(v1::ListImportRejectsRequest request,
                                            const CallOptions& options = {}) const {
    return Pages<v1::ImportReject>(std::move(request),
                                   &v1::ListImportRejectsResponse::mutable_rejects, options);
  }
  absl::StatusOr<google::longrunning::Operation> ExportParticipants(
      const v1::ExportParticipantsRequest& request, const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  absl::StatusOr<google::longrunning::Operation> ExportDelegations(
      const v1::ExportDelegationsRequest& request, const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }

  // FileService: Files on their way in and out.
  // Sends what `source` holds from where it stands. A source that can be read again (a file, not a
  // pipe) is sent anew where the connection broke. DATA_LOSS: the source cannot be read.
  absl::StatusOr<v1::File> UploadFile(std::istream& source, absl::string_view filename,
                                      const TransferOptions& options = {}) const;
  // Writes the file to `sink`, and goes on where it was where the connection broke. DATA_LOSS: the
  // sink cannot be written, or the server gave fewer bytes than the file has.
  absl::StatusOr<v1::File> DownloadFile(absl::string_view name, std::ostream& sink,
                                        const TransferOptions& options = {}) const;
  absl::StatusOr<v1::File> GetFile(const v1::GetFileRequest& request,
                                   const CallOptions& options = {}) const {
    return Call<v1::File>(request, options);
  }
  absl::StatusOr<v1::File> DeleteFile(const v1::DeleteFileRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::File>(request, options);
  }

  // AssetService: Venues, rooms, vehicles, interpreters and equipment.
  absl::StatusOr<v1::VenueRecord> CreateVenue(const v1::CreateVenueRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::VenueRecord>(request, options);
  }
  absl::StatusOr<v1::VenueRecord> GetVenue(const v1::GetVenueRequest& request,
                                           const CallOptions& options = {}) const {
    return Call<v1::VenueRecord>(request, options);
  }
  Range<v1::VenueRecord> ListVenues(v1::ListVenuesRequest request,
                                    const CallOptions& options = {}) const {
    return Pages<v1::VenueRecord>(std::move(request), &v1::ListVenuesResponse::mutable_venues,
                                  options);
  }
  absl::StatusOr<v1::VenueRecord> UpdateVenue(const v1::UpdateVenueRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::VenueRecord>(request, options);
  }
  absl::StatusOr<v1::VenueRecord> DeleteVenue(const v1::DeleteVenueRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::VenueRecord>(request, options);
  }
  absl::StatusOr<v1::VenueRecord> UndeleteVenue(const v1::UndeleteVenueRequest& request,
                                                const CallOptions& options = {}) const {
    return Call<v1::VenueRecord>(request, options);
  }
  absl::StatusOr<v1::Asset> CreateAsset(const v1::CreateAssetRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Asset>(request, options);
  }
  absl::StatusOr<v1::Asset> GetAsset(const v1::GetAssetRequest& request,
                                     const CallOptions& options = {}) const {
    return Call<v1::Asset>(request, options);
  }
  absl::StatusOr<v1::BatchGetAssetsResponse> BatchGetAssets(
      const v1::BatchGetAssetsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetAssetsResponse>(request, options);
  }
  Range<v1::Asset> ListAssets(v1::ListAssetsRequest request,
                              const CallOptions& options = {}) const {
    return Pages<v1::Asset>(std::move(request), &v1::ListAssetsResponse::mutable_assets, options);
  }
  absl::StatusOr<v1::Asset> UpdateAsset(const v1::UpdateAssetRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Asset>(request, options);
  }
  absl::StatusOr<v1::Asset> DeleteAsset(const v1::DeleteAssetRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Asset>(request, options);
  }
  absl::StatusOr<v1::Asset> UndeleteAsset(const v1::UndeleteAssetRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Asset>(request, options);
  }
  absl::StatusOr<v1::SetTravelTimesResponse> SetTravelTimes(
      const v1::SetTravelTimesRequest& request, const CallOptions& options = {}) const {
    return Call<v1::SetTravelTimesResponse>(request, options);
  }
  Range<v1::TravelTime> ListTravelTimes(v1::ListTravelTimesRequest request,
                                        const CallOptions& options = {}) const {
    return Pages<v1::TravelTime>(std::move(request),
                                 &v1::ListTravelTimesResponse::mutable_travel_times, options);
  }

  // ScheduleService: Sessions, meetings, bookings and versions.
  absl::StatusOr<v1::ScheduleSettings> GetScheduleSettings(
      const v1::GetScheduleSettingsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::ScheduleSettings>(request, options);
  }
  absl::StatusOr<v1::ScheduleSettings> UpdateScheduleSettings(
      const v1::UpdateScheduleSettingsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::ScheduleSettings>(request, options);
  }
  absl::StatusOr<v1::Track> CreateTrack(const v1::CreateTrackRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Track>(request, options);
  }
  absl::StatusOr<v1::Track> GetTrack(const v1::GetTrackRequest& request,
                                     const CallOptions& options = {}) const {
    return Call<v1::Track>(request, options);
  }
  Range<v1::Track> ListTracks(v1::ListTracksRequest request,
                              const CallOptions& options = {}) const {
    return Pages<v1::Track>(std::move(request), &v1::ListTracksResponse::mutable_tracks, options);
  }
  absl::StatusOr<v1::Track> UpdateTrack(const v1::UpdateTrackRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Track>(request, options);
  }
  absl::StatusOr<v1::Track> DeleteTrack(const v1::DeleteTrackRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Track>(request, options);
  }
  absl::StatusOr<v1::Track> UndeleteTrack(const v1::UndeleteTrackRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Track>(request, options);
  }
  absl::StatusOr<v1::Session> CreateSession(const v1::CreateSessionRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Session>(request, options);
  }
  absl::StatusOr<v1::BatchCreateSessionsResponse> BatchCreateSessions(
      const v1::BatchCreateSessionsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchCreateSessionsResponse>(request, options);
  }
  absl::StatusOr<v1::Session> GetSession(const v1::GetSessionRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Session>(request, options);
  }
  absl::StatusOr<v1::BatchGetSessionsResponse> BatchGetSessions(
      const v1::BatchGetSessionsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetSessionsResponse>(request, options);
  }
  Range<v1::Session> ListSessions(v1::ListSessionsRequest request,
                                  const CallOptions& options = {}) const {
    return Pages<v1::Session>(std::move(request), &v1::ListSessionsResponse::mutable_sessions,
                              options);
  }
  absl::StatusOr<v1::Session> UpdateSession(const v1::UpdateSessionRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Session>(request, options);
  }
  absl::StatusOr<v1::Session> CancelSession(const v1::CancelSessionRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Session>(request, options);
  }
  absl::StatusOr<v1::Session> DeleteSession(const v1::DeleteSessionRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Session>(request, options);
  }
  absl::StatusOr<v1::Session> UndeleteSession(const v1::UndeleteSessionRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Session>(request, options);
  }
  absl::StatusOr<v1::Meeting> CreateMeeting(const v1::CreateMeetingRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Meeting>(request, options);
  }
  absl::StatusOr<v1::Meeting> GetMeeting(const v1::GetMeetingRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Meeting>(request, options);
  }
  absl::StatusOr<v1::BatchGetMeetingsResponse> BatchGetMeetings(
      const v1::BatchGetMeetingsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetMeetingsResponse>(request, options);
  }
  Range<v1::Meeting> ListMeetings(v1::ListMeetingsRequest request,
                                  const CallOptions& options = {}) const {
    return Pages<v1::Meeting>(std::move(request), &v1::ListMeetingsResponse::mutable_meetings,
                              options);
  }
  absl::StatusOr<v1::Meeting> UpdateMeeting(const v1::UpdateMeetingRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Meeting>(request, options);
  }
  absl::StatusOr<v1::Meeting> CancelMeeting(const v1::CancelMeetingRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Meeting>(request, options);
  }
  absl::StatusOr<v1::Meeting> RecordMeetingOutcome(const v1::RecordMeetingOutcomeRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::Meeting>(request, options);
  }
  absl::StatusOr<v1::Meeting> DeleteMeeting(const v1::DeleteMeetingRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Meeting>(request, options);
  }
  absl::StatusOr<v1::Meeting> UndeleteMeeting(const v1::UndeleteMeetingRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Meeting>(request, options);
  }
  absl::StatusOr<v1::Booking> CreateBooking(const v1::CreateBookingRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Booking>(request, options);
  }
  absl::StatusOr<v1::Booking> GetBooking(const v1::GetBookingRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Booking>(request, options);
  }
  Range<v1::Booking> ListBookings(v1::ListBookingsRequest request,
                                  const CallOptions& options = {}) const {
    return Pages<v1::Booking>(std::move(request), &v1::ListBookingsResponse::mutable_bookings,
                              options);
  }
  absl::StatusOr<v1::Booking> UpdateBooking(const v1::UpdateBookingRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Booking>(request, options);
  }
  absl::StatusOr<v1::Booking> ConfirmBooking(const v1::ConfirmBookingRequest& request,
                                             const CallOptions& options = {}) const {
    return Call<v1::Booking>(request, options);
  }
  absl::StatusOr<v1::Booking> ReleaseBooking(const v1::ReleaseBookingRequest& request,
                                             const CallOptions& options = {}) const {
    return Call<v1::Booking>(request, options);
  }
  absl::StatusOr<v1::AnswerInvitationResponse> AnswerInvitation(
      const v1::AnswerInvitationRequest& request, const CallOptions& options = {}) const {
    return Call<v1::AnswerInvitationResponse>(request, options);
  }
  absl::StatusOr<v1::MoveActivitiesResponse> MoveActivities(
      const v1::MoveActivitiesRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MoveActivitiesResponse>(request, options);
  }
  absl::StatusOr<v1::PreviewDelayResponse> PreviewDelay(const v1::PreviewDelayRequest& request,
                                                        const CallOptions& options = {}) const {
    return Call<v1::PreviewDelayResponse>(request, options);
  }
  absl::StatusOr<v1::ReplaceAssetResponse> ReplaceAsset(const v1::ReplaceAssetRequest& request,
                                                        const CallOptions& options = {}) const {
    return Call<v1::ReplaceAssetResponse>(request, options);
  }
  absl::StatusOr<v1::CheckConflictsResponse> CheckConflicts(
      const v1::CheckConflictsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::CheckConflictsResponse>(request, options);
  }
  Range<v1::Conflict> ListMisfits(v1::ListMisfitsRequest request,
                                  const CallOptions& options = {}) const {
    return Pages<v1::Conflict>(std::move(request), &v1::ListMisfitsResponse::mutable_misfits,
                               options);
  }
  absl::StatusOr<v1::QueryFreeBusyResponse> QueryFreeBusy(const v1::QueryFreeBusyRequest& request,
                                                          const CallOptions& options = {}) const {
    return Call<v1::QueryFreeBusyResponse>(request, options);
  }
  absl::StatusOr<v1::SuggestTimesResponse> SuggestTimes(const v1::SuggestTimesRequest& request,
                                                        const CallOptions& options = {}) const {
    return Call<v1::SuggestTimesResponse>(request, options);
  }
  absl::StatusOr<v1::Plan> ReleasePlan(const v1::ReleasePlanRequest& request,
                                       const CallOptions& options = {}) const {
    return Call<v1::Plan>(request, options);
  }
  absl::StatusOr<v1::Plan> GetPlan(const v1::GetPlanRequest& request,
                                   const CallOptions& options = {}) const {
    return Call<v1::Plan>(request, options);
  }
  Range<v1::Plan> ListPlans(v1::ListPlansRequest request, const CallOptions& options = {}) const {
    return Pages<v1::Plan>(std::move(request), &v1::ListPlansResponse::mutable_plans, options);
  }
  Range<v1::ScheduleChange> DiffPlans(v1::DiffPlansRequest request,
                                      const CallOptions& options = {}) const {
    return Pages<v1::ScheduleChange>(std::move(request), &v1::DiffPlansResponse::mutable_changes,
                                     options);
  }
  absl::StatusOr<v1::Plan> RevertPlan(const v1::RevertPlanRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::Plan>(request, options);
  }
  absl::StatusOr<v1::Itinerary> GetItinerary(const v1::GetItineraryRequest& request,
                                             const CallOptions& options = {}) const {
    return Call<v1::Itinerary>(request, options);
  }
  absl::StatusOr<v1::Programme> GetProgramme(const v1::GetProgrammeRequest& request,
                                             const CallOptions& options = {}) const {
    return Call<v1::Programme>(request, options);
  }
  absl::StatusOr<v1::CopyProgrammeResponse> CopyProgramme(const v1::CopyProgrammeRequest& request,
                                                          const CallOptions& options = {}) const {
    return Call<v1::CopyProgrammeResponse>(request, options);
  }
  absl::StatusOr<google::longrunning::Operation> ImportSchedule(
      const v1::ImportScheduleRequest& request, const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  Range<v1::ScheduleImportRemark> ListScheduleImportRemarks(
      v1::ListScheduleImportRemarksRequest request, const CallOptions& options = {}) const {
    return Pages<v1::ScheduleImportRemark>(
        std::move(request), &v1::ListScheduleImportRemarksResponse::mutable_remarks, options);
  }
  absl::StatusOr<google::longrunning::Operation> ExportSchedule(
      const v1::ExportScheduleRequest& request, const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  absl::StatusOr<v1::CalendarFeed> CreateCalendarFeed(const v1::CreateCalendarFeedRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::CalendarFeed>(request, options);
  }
  Range<v1::CalendarFeed> ListCalendarFeeds(v1::ListCalendarFeedsRequest request,
                                            const CallOptions& options = {}) const {
    return Pages<v1::CalendarFeed>(std::move(request),
                                   &v1::ListCalendarFeedsResponse::mutable_calendar_feeds, options);
  }
  absl::StatusOr<v1::CalendarFeed> DeleteCalendarFeed(const v1::DeleteCalendarFeedRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::CalendarFeed>(request, options);
  }
  absl::StatusOr<v1::ReadCalendarFeedResponse> ReadCalendarFeed(
      const v1::ReadCalendarFeedRequest& request, const CallOptions& options = {}) const {
    return Call<v1::ReadCalendarFeedResponse>(request, options);
  }

  // The schedule, for programs that only show it: what was released last, titles, halls and names
  // of people in `language` (BCP 47), where it is empty in the first language there is.
  //
  // The programme of an event or of the stay of a delegation, "events/…" or
  // "events/…/delegations/…", by local day.
  absl::StatusOr<v1::Programme> Schedule(absl::string_view subject, absl::string_view language = "",
                                         const CallOptions& options = {}) const;
  // Where a person, participant, delegation or asset is, in order, each item with its local times.
  absl::StatusOr<v1::Itinerary> Itinerary(absl::string_view subject,
                                          absl::string_view language = "",
                                          const CallOptions& options = {}) const;
  // When up to 1,000 people, participants and assets are occupied in [start, end), at most 31 days:
  // one element for each of `subjects`, in their order.
  absl::StatusOr<v1::QueryFreeBusyResponse> FreeBusy(const std::vector<std::string>& subjects,
                                                     absl::Time start, absl::Time end,
                                                     const CallOptions& options = {}) const;

  // MatchmakingService: Who wants to meet whom.
  absl::StatusOr<v1::MatchmakingSettings> GetMatchmakingSettings(
      const v1::GetMatchmakingSettingsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MatchmakingSettings>(request, options);
  }
  absl::StatusOr<v1::MatchmakingSettings> UpdateMatchmakingSettings(
      const v1::UpdateMatchmakingSettingsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MatchmakingSettings>(request, options);
  }
  absl::StatusOr<v1::MeetingRequest> CreateMeetingRequest(
      const v1::CreateMeetingRequestRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MeetingRequest>(request, options);
  }
  absl::StatusOr<v1::MeetingRequest> GetMeetingRequest(const v1::GetMeetingRequestRequest& request,
                                                       const CallOptions& options = {}) const {
    return Call<v1::MeetingRequest>(request, options);
  }
  absl::StatusOr<v1::BatchGetMeetingRequestsResponse> BatchGetMeetingRequests(
      const v1::BatchGetMeetingRequestsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetMeetingRequestsResponse>(request, options);
  }
  Range<v1::MeetingRequest> ListMeetingRequests(v1::ListMeetingRequestsRequest request,
                                                const CallOptions& options = {}) const {
    return Pages<v1::MeetingRequest>(
        std::move(request), &v1::ListMeetingRequestsResponse::mutable_meeting_requests, options);
  }
  absl::StatusOr<v1::MeetingRequest> UpdateMeetingRequest(
      const v1::UpdateMeetingRequestRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MeetingRequest>(request, options);
  }
  absl::StatusOr<v1::MeetingRequest> DeleteMeetingRequest(
      const v1::DeleteMeetingRequestRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MeetingRequest>(request, options);
  }
  absl::StatusOr<v1::MeetingRequest> UndeleteMeetingRequest(
      const v1::UndeleteMeetingRequestRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MeetingRequest>(request, options);
  }
  absl::StatusOr<v1::MeetingRequest> AcceptMeetingRequest(
      const v1::AcceptMeetingRequestRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MeetingRequest>(request, options);
  }
  absl::StatusOr<v1::MeetingRequest> DeclineMeetingRequest(
      const v1::DeclineMeetingRequestRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MeetingRequest>(request, options);
  }
  absl::StatusOr<v1::MeetingRequest> CounterMeetingRequest(
      const v1::CounterMeetingRequestRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MeetingRequest>(request, options);
  }
  absl::StatusOr<v1::MeetingRequest> CancelMeetingRequest(
      const v1::CancelMeetingRequestRequest& request, const CallOptions& options = {}) const {
    return Call<v1::MeetingRequest>(request, options);
  }
  Range<v1::MeetingPartner> ListMeetingPartners(v1::ListMeetingPartnersRequest request,
                                                const CallOptions& options = {}) const {
    return Pages<v1::MeetingPartner>(
        std::move(request), &v1::ListMeetingPartnersResponse::mutable_meeting_partners, options);
  }
  absl::StatusOr<v1::BlockedPair> CreateBlockedPair(const v1::CreateBlockedPairRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::BlockedPair>(request, options);
  }
  absl::StatusOr<v1::BlockedPair> GetBlockedPair(const v1::GetBlockedPairRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::BlockedPair>(request, options);
  }
  Range<v1::BlockedPair> ListBlockedPairs(v1::ListBlockedPairsRequest request,
                                          const CallOptions& options = {}) const {
    return Pages<v1::BlockedPair>(std::move(request),
                                  &v1::ListBlockedPairsResponse::mutable_blocked_pairs, options);
  }
  absl::StatusOr<v1::BlockedPair> DeleteBlockedPair(const v1::DeleteBlockedPairRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::BlockedPair>(request, options);
  }

  // PlanningService: Plans of meetings.
  absl::StatusOr<v1::PlanningSettings> GetPlanningSettings(
      const v1::GetPlanningSettingsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::PlanningSettings>(request, options);
  }
  absl::StatusOr<v1::PlanningSettings> UpdatePlanningSettings(
      const v1::UpdatePlanningSettingsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::PlanningSettings>(request, options);
  }
  absl::StatusOr<google::longrunning::Operation> PlanEvent(const v1::PlanEventRequest& request,
                                                           const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  absl::StatusOr<v1::ActivityExplanation> ExplainActivity(const v1::ExplainActivityRequest& request,
                                                          const CallOptions& options = {}) const {
    return Call<v1::ActivityExplanation>(request, options);
  }
  absl::StatusOr<v1::SuggestRelaxationsResponse> SuggestRelaxations(
      const v1::SuggestRelaxationsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::SuggestRelaxationsResponse>(request, options);
  }
  // Waits until a plan is made, however long that takes unless `options` say, and returns what
  // became of it; one that failed or was cancelled gives its error. `on_progress` is told twice a
  // second what is known of the best plan so far. DEADLINE_EXCEEDED: it is still under way, and
  // goes on.
  using PlanProgress = std::function<void(const v1::PlanEventMetadata&)>;
  absl::StatusOr<v1::PlanEventResponse> WaitForPlan(google::longrunning::Operation operation,
                                                    const PlanProgress& on_progress = nullptr,
                                                    const CallOptions& options = {}) const;

  // NegotiationService: Counterparts, rounds, topics, positions and contacts.
  absl::StatusOr<v1::Body> CreateBody(const v1::CreateBodyRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::Body>(request, options);
  }
  absl::StatusOr<v1::Body> GetBody(const v1::GetBodyRequest& request,
                                   const CallOptions& options = {}) const {
    return Call<v1::Body>(request, options);
  }
  Range<v1::Body> ListBodies(v1::ListBodiesRequest request, const CallOptions& options = {}) const {
    return Pages<v1::Body>(std::move(request), &v1::ListBodiesResponse::mutable_bodies, options);
  }
  absl::StatusOr<v1::Body> UpdateBody(const v1::UpdateBodyRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::Body>(request, options);
  }
  absl::StatusOr<v1::Body> DeleteBody(const v1::DeleteBodyRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::Body>(request, options);
  }
  absl::StatusOr<v1::Body> UndeleteBody(const v1::UndeleteBodyRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Body>(request, options);
  }
  absl::StatusOr<v1::Negotiation> CreateNegotiation(const v1::CreateNegotiationRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Negotiation>(request, options);
  }
  absl::StatusOr<v1::Negotiation> GetNegotiation(const v1::GetNegotiationRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::Negotiation>(request, options);
  }
  Range<v1::Negotiation> ListNegotiations(v1::ListNegotiationsRequest request,
                                          const CallOptions& options = {}) const {
    return Pages<v1::Negotiation>(std::move(request),
                                  &v1::ListNegotiationsResponse::mutable_negotiations, options);
  }
  absl::StatusOr<v1::Negotiation> UpdateNegotiation(const v1::UpdateNegotiationRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Negotiation>(request, options);
  }
  absl::StatusOr<v1::Negotiation> DeleteNegotiation(const v1::DeleteNegotiationRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Negotiation>(request, options);
  }
  absl::StatusOr<v1::Negotiation> UndeleteNegotiation(const v1::UndeleteNegotiationRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::Negotiation>(request, options);
  }
  absl::StatusOr<v1::Negotiation> SuspendNegotiation(const v1::SuspendNegotiationRequest& request,
                                                     const CallOptions& options = {}) const {
    return Call<v1::Negotiation>(request, options);
  }
  absl::StatusOr<v1::Negotiation> ResumeNegotiation(const v1::ResumeNegotiationRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Negotiation>(request, options);
  }
  absl::StatusOr<v1::Negotiation> CloseNegotiation(const v1::CloseNegotiationRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::Negotiation>(request, options);
  }
  absl::StatusOr<v1::Negotiation> ReopenNegotiation(const v1::ReopenNegotiationRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Negotiation>(request, options);
  }
  absl::StatusOr<v1::Round> CreateRound(const v1::CreateRoundRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Round>(request, options);
  }
  absl::StatusOr<v1::Round> GetRound(const v1::GetRoundRequest& request,
                                     const CallOptions& options = {}) const {
    return Call<v1::Round>(request, options);
  }
  Range<v1::Round> ListRounds(v1::ListRoundsRequest request,
                              const CallOptions& options = {}) const {
    return Pages<v1::Round>(std::move(request), &v1::ListRoundsResponse::mutable_rounds, options);
  }
  absl::StatusOr<v1::Round> UpdateRound(const v1::UpdateRoundRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Round>(request, options);
  }
  absl::StatusOr<v1::Round> DeleteRound(const v1::DeleteRoundRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Round>(request, options);
  }
  absl::StatusOr<v1::Round> UndeleteRound(const v1::UndeleteRoundRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Round>(request, options);
  }
  absl::StatusOr<v1::Topic> CreateTopic(const v1::CreateTopicRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Topic>(request, options);
  }
  absl::StatusOr<v1::Topic> GetTopic(const v1::GetTopicRequest& request,
                                     const CallOptions& options = {}) const {
    return Call<v1::Topic>(request, options);
  }
  Range<v1::Topic> ListTopics(v1::ListTopicsRequest request,
                              const CallOptions& options = {}) const {
    return Pages<v1::Topic>(std::move(request), &v1::ListTopicsResponse::mutable_topics, options);
  }
  absl::StatusOr<v1::Topic> UpdateTopic(const v1::UpdateTopicRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Topic>(request, options);
  }
  absl::StatusOr<v1::Topic> DeleteTopic(const v1::DeleteTopicRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Topic>(request, options);
  }
  absl::StatusOr<v1::Topic> UndeleteTopic(const v1::UndeleteTopicRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Topic>(request, options);
  }
  absl::StatusOr<v1::Topic> AgreeTopic(const v1::AgreeTopicRequest& request,
                                       const CallOptions& options = {}) const {
    return Call<v1::Topic>(request, options);
  }
  absl::StatusOr<v1::Topic> DropTopic(const v1::DropTopicRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::Topic>(request, options);
  }
  absl::StatusOr<v1::Topic> ReopenTopic(const v1::ReopenTopicRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Topic>(request, options);
  }
  absl::StatusOr<v1::Position> CreatePosition(const v1::CreatePositionRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Position>(request, options);
  }
  absl::StatusOr<v1::Position> GetPosition(const v1::GetPositionRequest& request,
                                           const CallOptions& options = {}) const {
    return Call<v1::Position>(request, options);
  }
  Range<v1::Position> ListPositions(v1::ListPositionsRequest request,
                                    const CallOptions& options = {}) const {
    return Pages<v1::Position>(std::move(request), &v1::ListPositionsResponse::mutable_positions,
                               options);
  }
  absl::StatusOr<v1::Position> UpdatePosition(const v1::UpdatePositionRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Position>(request, options);
  }
  absl::StatusOr<v1::Position> DeletePosition(const v1::DeletePositionRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Position>(request, options);
  }
  absl::StatusOr<v1::Position> UndeletePosition(const v1::UndeletePositionRequest& request,
                                                const CallOptions& options = {}) const {
    return Call<v1::Position>(request, options);
  }
  Range<v1::Position> ListPositionRevisions(v1::ListPositionRevisionsRequest request,
                                            const CallOptions& options = {}) const {
    return Pages<v1::Position>(std::move(request),
                               &v1::ListPositionRevisionsResponse::mutable_revisions, options);
  }
  absl::StatusOr<v1::Contact> CreateContact(const v1::CreateContactRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Contact>(request, options);
  }
  absl::StatusOr<v1::Contact> GetContact(const v1::GetContactRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Contact>(request, options);
  }
  Range<v1::Contact> ListContacts(v1::ListContactsRequest request,
                                  const CallOptions& options = {}) const {
    return Pages<v1::Contact>(std::move(request), &v1::ListContactsResponse::mutable_contacts,
                              options);
  }
  absl::StatusOr<v1::Contact> UpdateContact(const v1::UpdateContactRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Contact>(request, options);
  }
  absl::StatusOr<v1::Contact> DeleteContact(const v1::DeleteContactRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Contact>(request, options);
  }
  absl::StatusOr<v1::Contact> UndeleteContact(const v1::UndeleteContactRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Contact>(request, options);
  }
  absl::StatusOr<v1::Briefing> GetBriefing(const v1::GetBriefingRequest& request,
                                           const CallOptions& options = {}) const {
    return Call<v1::Briefing>(request, options);
  }

  // ProtocolService: What was written down, and signed.
  absl::StatusOr<v1::Protocol> CreateProtocol(const v1::CreateProtocolRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::Protocol> GetProtocol(const v1::GetProtocolRequest& request,
                                           const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::BatchGetProtocolsResponse> BatchGetProtocols(
      const v1::BatchGetProtocolsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetProtocolsResponse>(request, options);
  }
  Range<v1::Protocol> ListProtocols(v1::ListProtocolsRequest request,
                                    const CallOptions& options = {}) const {
    return Pages<v1::Protocol>(std::move(request), &v1::ListProtocolsResponse::mutable_protocols,
                               options);
  }
  absl::StatusOr<v1::Protocol> UpdateProtocol(const v1::UpdateProtocolRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::Protocol> DeleteProtocol(const v1::DeleteProtocolRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::Protocol> UndeleteProtocol(const v1::UndeleteProtocolRequest& request,
                                                const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::Protocol> ApproveProtocol(const v1::ApproveProtocolRequest& request,
                                               const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::Protocol> AgreeProtocol(const v1::AgreeProtocolRequest& request,
                                             const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::Protocol> InitialProtocol(const v1::InitialProtocolRequest& request,
                                               const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::Protocol> SignProtocol(const v1::SignProtocolRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::Protocol> BringProtocolIntoForce(
      const v1::BringProtocolIntoForceRequest& request, const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::Protocol> TerminateProtocol(const v1::TerminateProtocolRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::Protocol> ReturnProtocolToDraft(
      const v1::ReturnProtocolToDraftRequest& request, const CallOptions& options = {}) const {
    return Call<v1::Protocol>(request, options);
  }
  absl::StatusOr<v1::ProtocolItem> CreateProtocolItem(const v1::CreateProtocolItemRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::ProtocolItem>(request, options);
  }
  absl::StatusOr<v1::ProtocolItem> GetProtocolItem(const v1::GetProtocolItemRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::ProtocolItem>(request, options);
  }
  Range<v1::ProtocolItem> ListProtocolItems(v1::ListProtocolItemsRequest request,
                                            const CallOptions& options = {}) const {
    return Pages<v1::ProtocolItem>(std::move(request),
                                   &v1::ListProtocolItemsResponse::mutable_protocol_items, options);
  }
  absl::StatusOr<v1::ProtocolItem> UpdateProtocolItem(const v1::UpdateProtocolItemRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::ProtocolItem>(request, options);
  }
  absl::StatusOr<v1::ProtocolItem> ConfirmProtocolItem(
      const v1::ConfirmProtocolItemRequest& request, const CallOptions& options = {}) const {
    return Call<v1::ProtocolItem>(request, options);
  }
  absl::StatusOr<v1::ProtocolItem> DeleteProtocolItem(const v1::DeleteProtocolItemRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::ProtocolItem>(request, options);
  }
  absl::StatusOr<v1::ProtocolItem> UndeleteProtocolItem(
      const v1::UndeleteProtocolItemRequest& request, const CallOptions& options = {}) const {
    return Call<v1::ProtocolItem>(request, options);
  }
  Range<v1::ProtocolItem> ListProtocolItemRevisions(v1::ListProtocolItemRevisionsRequest request,
                                                    const CallOptions& options = {}) const {
    return Pages<v1::ProtocolItem>(std::move(request),
                                   &v1::ListProtocolItemRevisionsResponse::mutable_protocol_items,
                                   options);
  }

  // ActionPlanService: Commitments, plans, and what is under control.
  absl::StatusOr<v1::Commitment> CreateCommitment(const v1::CreateCommitmentRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::Commitment>(request, options);
  }
  absl::StatusOr<v1::Commitment> GetCommitment(const v1::GetCommitmentRequest& request,
                                               const CallOptions& options = {}) const {
    return Call<v1::Commitment>(request, options);
  }
  absl::StatusOr<v1::BatchGetCommitmentsResponse> BatchGetCommitments(
      const v1::BatchGetCommitmentsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetCommitmentsResponse>(request, options);
  }
  Range<v1::Commitment> ListCommitments(v1::ListCommitmentsRequest request,
                                        const CallOptions& options = {}) const {
    return Pages<v1::Commitment>(std::move(request),
                                 &v1::ListCommitmentsResponse::mutable_commitments, options);
  }
  absl::StatusOr<v1::Commitment> UpdateCommitment(const v1::UpdateCommitmentRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::Commitment>(request, options);
  }
  absl::StatusOr<v1::Commitment> DeleteCommitment(const v1::DeleteCommitmentRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::Commitment>(request, options);
  }
  absl::StatusOr<v1::Commitment> UndeleteCommitment(const v1::UndeleteCommitmentRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::Commitment>(request, options);
  }
  absl::StatusOr<v1::Commitment> NoteProgress(const v1::NoteProgressRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::Commitment>(request, options);
  }
  Range<v1::ProgressNote> ListProgressNotes(v1::ListProgressNotesRequest request,
                                            const CallOptions& options = {}) const {
    return Pages<v1::ProgressNote>(std::move(request),
                                   &v1::ListProgressNotesResponse::mutable_progress_notes, options);
  }
  absl::StatusOr<v1::ActionPlan> CreateActionPlan(const v1::CreateActionPlanRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionPlan>(request, options);
  }
  absl::StatusOr<v1::ActionPlan> GetActionPlan(const v1::GetActionPlanRequest& request,
                                               const CallOptions& options = {}) const {
    return Call<v1::ActionPlan>(request, options);
  }
  Range<v1::ActionPlan> ListActionPlans(v1::ListActionPlansRequest request,
                                        const CallOptions& options = {}) const {
    return Pages<v1::ActionPlan>(std::move(request),
                                 &v1::ListActionPlansResponse::mutable_action_plans, options);
  }
  absl::StatusOr<v1::ActionPlan> UpdateActionPlan(const v1::UpdateActionPlanRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionPlan>(request, options);
  }
  absl::StatusOr<v1::ActionPlan> DeleteActionPlan(const v1::DeleteActionPlanRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionPlan>(request, options);
  }
  absl::StatusOr<v1::ActionPlan> UndeleteActionPlan(const v1::UndeleteActionPlanRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::ActionPlan>(request, options);
  }
  absl::StatusOr<v1::ActionPlan> SubmitActionPlan(const v1::SubmitActionPlanRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionPlan>(request, options);
  }
  absl::StatusOr<v1::ActionPlan> ReturnActionPlan(const v1::ReturnActionPlanRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionPlan>(request, options);
  }
  absl::StatusOr<v1::ActionPlan> ApproveActionPlan(const v1::ApproveActionPlanRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::ActionPlan>(request, options);
  }
  absl::StatusOr<v1::ActionPlan> AmendActionPlan(const v1::AmendActionPlanRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::ActionPlan>(request, options);
  }
  absl::StatusOr<v1::ActionPlan> ImplementActionPlan(const v1::ImplementActionPlanRequest& request,
                                                     const CallOptions& options = {}) const {
    return Call<v1::ActionPlan>(request, options);
  }
  Range<v1::ActionPlan> ListActionPlanEditions(v1::ListActionPlanEditionsRequest request,
                                               const CallOptions& options = {}) const {
    return Pages<v1::ActionPlan>(
        std::move(request), &v1::ListActionPlanEditionsResponse::mutable_action_plans, options);
  }
  Range<v1::ActionItem> ListEditionItems(v1::ListEditionItemsRequest request,
                                         const CallOptions& options = {}) const {
    return Pages<v1::ActionItem>(std::move(request),
                                 &v1::ListEditionItemsResponse::mutable_action_items, options);
  }
  absl::StatusOr<v1::ActionItem> CreateActionItem(const v1::CreateActionItemRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::ActionItem> GetActionItem(const v1::GetActionItemRequest& request,
                                               const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::BatchGetActionItemsResponse> BatchGetActionItems(
      const v1::BatchGetActionItemsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetActionItemsResponse>(request, options);
  }
  Range<v1::ActionItem> ListActionItems(v1::ListActionItemsRequest request,
                                        const CallOptions& options = {}) const {
    return Pages<v1::ActionItem>(std::move(request),
                                 &v1::ListActionItemsResponse::mutable_action_items, options);
  }
  absl::StatusOr<v1::ActionItem> UpdateActionItem(const v1::UpdateActionItemRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::ActionItem> DeleteActionItem(const v1::DeleteActionItemRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::ActionItem> UndeleteActionItem(const v1::UndeleteActionItemRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::ActionItem> AcknowledgeActionItem(
      const v1::AcknowledgeActionItemRequest& request, const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::ActionItem> StartActionItem(const v1::StartActionItemRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::ActionItem> ReportActionItem(const v1::ReportActionItemRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  Range<v1::ActionReport> ListActionReports(v1::ListActionReportsRequest request,
                                            const CallOptions& options = {}) const {
    return Pages<v1::ActionReport>(std::move(request),
                                   &v1::ListActionReportsResponse::mutable_action_reports, options);
  }
  absl::StatusOr<v1::ActionItem> ReturnActionItem(const v1::ReturnActionItemRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::ActionItem> RecommendRemoval(const v1::RecommendRemovalRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::ActionItem> RemoveFromControl(const v1::RemoveFromControlRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::ActionItem> ReplaceExecutor(const v1::ReplaceExecutorRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::ActionItem>(request, options);
  }
  absl::StatusOr<v1::Extension> RequestExtension(const v1::RequestExtensionRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::Extension>(request, options);
  }
  absl::StatusOr<v1::Extension> DecideExtension(const v1::DecideExtensionRequest& request,
                                                const CallOptions& options = {}) const {
    return Call<v1::Extension>(request, options);
  }
  Range<v1::Extension> ListExtensions(v1::ListExtensionsRequest request,
                                      const CallOptions& options = {}) const {
    return Pages<v1::Extension>(std::move(request), &v1::ListExtensionsResponse::mutable_extensions,
                                options);
  }
  absl::StatusOr<v1::ControlList> GetControlList(const v1::GetControlListRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::ControlList>(request, options);
  }
  Range<v1::Reminder> ListReminders(v1::ListRemindersRequest request,
                                    const CallOptions& options = {}) const {
    return Pages<v1::Reminder>(std::move(request), &v1::ListRemindersResponse::mutable_reminders,
                               options);
  }
  absl::StatusOr<v1::ControlSettings> GetControlSettings(
      const v1::GetControlSettingsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::ControlSettings>(request, options);
  }
  absl::StatusOr<v1::ControlSettings> UpdateControlSettings(
      const v1::UpdateControlSettingsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::ControlSettings>(request, options);
  }

  // IndicatorService: Indicators, figures and results.
  absl::StatusOr<v1::Indicator> CreateIndicator(const v1::CreateIndicatorRequest& request,
                                                const CallOptions& options = {}) const {
    return Call<v1::Indicator>(request, options);
  }
  absl::StatusOr<v1::Indicator> GetIndicator(const v1::GetIndicatorRequest& request,
                                             const CallOptions& options = {}) const {
    return Call<v1::Indicator>(request, options);
  }
  absl::StatusOr<v1::BatchGetIndicatorsResponse> BatchGetIndicators(
      const v1::BatchGetIndicatorsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetIndicatorsResponse>(request, options);
  }
  Range<v1::Indicator> ListIndicators(v1::ListIndicatorsRequest request,
                                      const CallOptions& options = {}) const {
    return Pages<v1::Indicator>(std::move(request), &v1::ListIndicatorsResponse::mutable_indicators,
                                options);
  }
  absl::StatusOr<v1::Indicator> UpdateIndicator(const v1::UpdateIndicatorRequest& request,
                                                const CallOptions& options = {}) const {
    return Call<v1::Indicator>(request, options);
  }
  absl::StatusOr<v1::Indicator> DeleteIndicator(const v1::DeleteIndicatorRequest& request,
                                                const CallOptions& options = {}) const {
    return Call<v1::Indicator>(request, options);
  }
  absl::StatusOr<v1::Indicator> UndeleteIndicator(const v1::UndeleteIndicatorRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::Indicator>(request, options);
  }
  absl::StatusOr<v1::Figure> CreateFigure(const v1::CreateFigureRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Figure>(request, options);
  }
  absl::StatusOr<v1::Figure> GetFigure(const v1::GetFigureRequest& request,
                                       const CallOptions& options = {}) const {
    return Call<v1::Figure>(request, options);
  }
  absl::StatusOr<v1::BatchGetFiguresResponse> BatchGetFigures(
      const v1::BatchGetFiguresRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetFiguresResponse>(request, options);
  }
  Range<v1::Figure> ListFigures(v1::ListFiguresRequest request,
                                const CallOptions& options = {}) const {
    return Pages<v1::Figure>(std::move(request), &v1::ListFiguresResponse::mutable_figures,
                             options);
  }
  absl::StatusOr<v1::Figure> ReviseFigure(const v1::ReviseFigureRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Figure>(request, options);
  }
  absl::StatusOr<google::longrunning::Operation> ImportFigures(
      const v1::ImportFiguresRequest& request, const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  Range<v1::FigureImportReject> ListFigureImportRejects(v1::ListFigureImportRejectsRequest request,
                                                        const CallOptions& options = {}) const {
    return Pages<v1::FigureImportReject>(
        std::move(request), &v1::ListFigureImportRejectsResponse::mutable_rejects, options);
  }
  absl::StatusOr<v1::CompareFiguresResponse> CompareFigures(
      const v1::CompareFiguresRequest& request, const CallOptions& options = {}) const {
    return Call<v1::CompareFiguresResponse>(request, options);
  }
  absl::StatusOr<v1::Result> CreateResult(const v1::CreateResultRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Result>(request, options);
  }
  absl::StatusOr<v1::Result> GetResult(const v1::GetResultRequest& request,
                                       const CallOptions& options = {}) const {
    return Call<v1::Result>(request, options);
  }
  absl::StatusOr<v1::BatchGetResultsResponse> BatchGetResults(
      const v1::BatchGetResultsRequest& request, const CallOptions& options = {}) const {
    return Call<v1::BatchGetResultsResponse>(request, options);
  }
  Range<v1::Result> ListResults(v1::ListResultsRequest request,
                                const CallOptions& options = {}) const {
    return Pages<v1::Result>(std::move(request), &v1::ListResultsResponse::mutable_results,
                             options);
  }
  absl::StatusOr<v1::Result> UpdateResult(const v1::UpdateResultRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Result>(request, options);
  }
  absl::StatusOr<v1::Result> DeleteResult(const v1::DeleteResultRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::Result>(request, options);
  }
  absl::StatusOr<v1::Result> UndeleteResult(const v1::UndeleteResultRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Result>(request, options);
  }

  // TripService: Delegations sent, and what they report.
  absl::StatusOr<v1::Trip> CreateTrip(const v1::CreateTripRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::Trip>(request, options);
  }
  absl::StatusOr<v1::Trip> GetTrip(const v1::GetTripRequest& request,
                                   const CallOptions& options = {}) const {
    return Call<v1::Trip>(request, options);
  }
  absl::StatusOr<v1::BatchGetTripsResponse> BatchGetTrips(const v1::BatchGetTripsRequest& request,
                                                          const CallOptions& options = {}) const {
    return Call<v1::BatchGetTripsResponse>(request, options);
  }
  Range<v1::Trip> ListTrips(v1::ListTripsRequest request, const CallOptions& options = {}) const {
    return Pages<v1::Trip>(std::move(request), &v1::ListTripsResponse::mutable_trips, options);
  }
  absl::StatusOr<v1::Trip> UpdateTrip(const v1::UpdateTripRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::Trip>(request, options);
  }
  absl::StatusOr<v1::Trip> DeleteTrip(const v1::DeleteTripRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::Trip>(request, options);
  }
  absl::StatusOr<v1::Trip> UndeleteTrip(const v1::UndeleteTripRequest& request,
                                        const CallOptions& options = {}) const {
    return Call<v1::Trip>(request, options);
  }
  absl::StatusOr<v1::Trip> ApproveTrip(const v1::ApproveTripRequest& request,
                                       const CallOptions& options = {}) const {
    return Call<v1::Trip>(request, options);
  }
  absl::StatusOr<v1::Trip> SubmitTripReport(const v1::SubmitTripReportRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Trip>(request, options);
  }
  absl::StatusOr<v1::Trip> ReturnTripReport(const v1::ReturnTripReportRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Trip>(request, options);
  }
  absl::StatusOr<v1::Trip> AcceptTripReport(const v1::AcceptTripReportRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::Trip>(request, options);
  }

  // ThreadService: What came of what was talked about.
  absl::StatusOr<v1::Thread> TraceThread(const v1::TraceThreadRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Thread>(request, options);
  }
  absl::StatusOr<v1::CounterpartPage> GetCounterpartPage(
      const v1::GetCounterpartPageRequest& request, const CallOptions& options = {}) const {
    return Call<v1::CounterpartPage>(request, options);
  }

  // ReportService: Reports on the work of a year.
  absl::StatusOr<v1::Report> WriteReport(const v1::WriteReportRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Report>(request, options);
  }

  // DocumentService: Lists and programmes on paper.
  absl::StatusOr<v1::ListTemplatesResponse> ListTemplates(const v1::ListTemplatesRequest& request,
                                                          const CallOptions& options = {}) const {
    return Call<v1::ListTemplatesResponse>(request, options);
  }
  absl::StatusOr<v1::DocumentTemplate> GetTemplate(const v1::GetTemplateRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::DocumentTemplate>(request, options);
  }
  absl::StatusOr<v1::ExportTemplateResponse> ExportTemplate(
      const v1::ExportTemplateRequest& request, const CallOptions& options = {}) const {
    return Call<v1::ExportTemplateResponse>(request, options);
  }
  absl::StatusOr<v1::DocumentTemplate> ReplaceTemplate(const v1::ReplaceTemplateRequest& request,
                                                       const CallOptions& options = {}) const {
    return Call<v1::DocumentTemplate>(request, options);
  }
  absl::StatusOr<v1::DocumentTemplate> RestoreTemplate(const v1::RestoreTemplateRequest& request,
                                                       const CallOptions& options = {}) const {
    return Call<v1::DocumentTemplate>(request, options);
  }
  absl::StatusOr<google::longrunning::Operation> RenderDocument(
      const v1::RenderDocumentRequest& request, const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  absl::StatusOr<v1::Print> GetPrint(const v1::GetPrintRequest& request,
                                     const CallOptions& options = {}) const {
    return Call<v1::Print>(request, options);
  }
  Range<v1::Print> ListPrints(v1::ListPrintsRequest request,
                              const CallOptions& options = {}) const {
    return Pages<v1::Print>(std::move(request), &v1::ListPrintsResponse::mutable_prints, options);
  }
  absl::StatusOr<v1::CompareWithPrintResponse> CompareWithPrint(
      const v1::CompareWithPrintRequest& request, const CallOptions& options = {}) const {
    return Call<v1::CompareWithPrintResponse>(request, options);
  }

  // ChangeService: The change log.
  // Does not wait for the server; see ChangeStream.
  std::unique_ptr<ChangeStream> WatchChanges(v1::WatchChangesRequest request) const;
  Range<v1::Change> ListChanges(v1::ListChangesRequest request,
                                const CallOptions& options = {}) const {
    return Pages<v1::Change>(std::move(request), &v1::ListChangesResponse::mutable_changes,
                             options);
  }

  // AccessService: Users, credentials, roles and registration links.
  absl::StatusOr<v1::LoginResponse> Login(const v1::LoginRequest& request,
                                          const CallOptions& options = {}) const {
    return Call<v1::LoginResponse>(request, options);
  }
  absl::StatusOr<v1::UserSession> Logout(const v1::LogoutRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::UserSession>(request, options);
  }
  absl::StatusOr<v1::WhoAmIResponse> WhoAmI(const v1::WhoAmIRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::WhoAmIResponse>(request, options);
  }
  absl::StatusOr<v1::User> SetPassword(const v1::SetPasswordRequest& request,
                                       const CallOptions& options = {}) const {
    return Call<v1::User>(request, options);
  }
  absl::StatusOr<v1::User> CreateUser(const v1::CreateUserRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::User>(request, options);
  }
  absl::StatusOr<v1::User> GetUser(const v1::GetUserRequest& request,
                                   const CallOptions& options = {}) const {
    return Call<v1::User>(request, options);
  }
  Range<v1::User> ListUsers(v1::ListUsersRequest request, const CallOptions& options = {}) const {
    return Pages<v1::User>(std::move(request), &v1::ListUsersResponse::mutable_users, options);
  }
  absl::StatusOr<v1::User> UpdateUser(const v1::UpdateUserRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::User>(request, options);
  }
  absl::StatusOr<v1::User> DeleteUser(const v1::DeleteUserRequest& request,
                                      const CallOptions& options = {}) const {
    return Call<v1::User>(request, options);
  }
  absl::StatusOr<v1::CreateApiTokenResponse> CreateApiToken(
      const v1::CreateApiTokenRequest& request, const CallOptions& options = {}) const {
    return Call<v1::CreateApiTokenResponse>(request, options);
  }
  absl::StatusOr<v1::ApiToken> GetApiToken(const v1::GetApiTokenRequest& request,
                                           const CallOptions& options = {}) const {
    return Call<v1::ApiToken>(request, options);
  }
  Range<v1::ApiToken> ListApiTokens(v1::ListApiTokensRequest request,
                                    const CallOptions& options = {}) const {
    return Pages<v1::ApiToken>(std::move(request), &v1::ListApiTokensResponse::mutable_api_tokens,
                               options);
  }
  absl::StatusOr<v1::ApiToken> RevokeApiToken(const v1::RevokeApiTokenRequest& request,
                                              const CallOptions& options = {}) const {
    return Call<v1::ApiToken>(request, options);
  }
  Range<v1::UserSession> ListUserSessions(v1::ListUserSessionsRequest request,
                                          const CallOptions& options = {}) const {
    return Pages<v1::UserSession>(std::move(request),
                                  &v1::ListUserSessionsResponse::mutable_sessions, options);
  }
  absl::StatusOr<v1::UserSession> RevokeUserSession(const v1::RevokeUserSessionRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::UserSession>(request, options);
  }
  absl::StatusOr<v1::RoleBinding> CreateRoleBinding(const v1::CreateRoleBindingRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::RoleBinding>(request, options);
  }
  absl::StatusOr<v1::RoleBinding> GetRoleBinding(const v1::GetRoleBindingRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::RoleBinding>(request, options);
  }
  Range<v1::RoleBinding> ListRoleBindings(v1::ListRoleBindingsRequest request,
                                          const CallOptions& options = {}) const {
    return Pages<v1::RoleBinding>(std::move(request),
                                  &v1::ListRoleBindingsResponse::mutable_role_bindings, options);
  }
  absl::StatusOr<v1::RoleBinding> DeleteRoleBinding(const v1::DeleteRoleBindingRequest& request,
                                                    const CallOptions& options = {}) const {
    return Call<v1::RoleBinding>(request, options);
  }
  absl::StatusOr<v1::CreateRegistrationLinkResponse> CreateRegistrationLink(
      const v1::CreateRegistrationLinkRequest& request, const CallOptions& options = {}) const {
    return Call<v1::CreateRegistrationLinkResponse>(request, options);
  }
  absl::StatusOr<v1::RegistrationLink> GetRegistrationLink(
      const v1::GetRegistrationLinkRequest& request, const CallOptions& options = {}) const {
    return Call<v1::RegistrationLink>(request, options);
  }
  Range<v1::RegistrationLink> ListRegistrationLinks(v1::ListRegistrationLinksRequest request,
                                                    const CallOptions& options = {}) const {
    return Pages<v1::RegistrationLink>(
        std::move(request), &v1::ListRegistrationLinksResponse::mutable_registration_links,
        options);
  }
  absl::StatusOr<v1::RegistrationLink> RevokeRegistrationLink(
      const v1::RevokeRegistrationLinkRequest& request, const CallOptions& options = {}) const {
    return Call<v1::RegistrationLink>(request, options);
  }
  absl::StatusOr<v1::WhoCanSeeResponse> WhoCanSee(const v1::WhoCanSeeRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::WhoCanSeeResponse>(request, options);
  }

  // AuditService: The record.
  Range<v1::Change> ListEntries(v1::ListEntriesRequest request,
                                const CallOptions& options = {}) const {
    return Pages<v1::Change>(std::move(request), &v1::ListEntriesResponse::mutable_entries,
                             options);
  }
  absl::StatusOr<v1::ListChainResponse> ListChain(const v1::ListChainRequest& request,
                                                  const CallOptions& options = {}) const {
    return Call<v1::ListChainResponse>(request, options);
  }
  absl::StatusOr<google::longrunning::Operation> VerifyChain(
      const v1::VerifyChainRequest& request, const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  absl::StatusOr<v1::SignedHeads> SignHeads(const v1::SignHeadsRequest& request,
                                            const CallOptions& options = {}) const {
    return Call<v1::SignedHeads>(request, options);
  }
  Range<v1::SignedHeads> ListSignedHeads(v1::ListSignedHeadsRequest request,
                                         const CallOptions& options = {}) const {
    return Pages<v1::SignedHeads>(std::move(request),
                                  &v1::ListSignedHeadsResponse::mutable_signed_heads, options);
  }
  absl::StatusOr<v1::AuditKeys> GetAuditKeys(const v1::GetAuditKeysRequest& request,
                                             const CallOptions& options = {}) const {
    return Call<v1::AuditKeys>(request, options);
  }

  // PersonalDataService: Protected personal data.
  absl::StatusOr<v1::PersonalData> RevealPersonalData(const v1::RevealPersonalDataRequest& request,
                                                      const CallOptions& options = {}) const {
    return Call<v1::PersonalData>(request, options);
  }
  absl::StatusOr<v1::FindByPersonalDataResponse> FindByPersonalData(
      const v1::FindByPersonalDataRequest& request, const CallOptions& options = {}) const {
    return Call<v1::FindByPersonalDataResponse>(request, options);
  }
  absl::StatusOr<v1::PersonExport> ExportPerson(const v1::ExportPersonRequest& request,
                                                const CallOptions& options = {}) const {
    return Call<v1::PersonExport>(request, options);
  }
  Range<v1::Revelation> ListRevelations(v1::ListRevelationsRequest request,
                                        const CallOptions& options = {}) const {
    return Pages<v1::Revelation>(std::move(request),
                                 &v1::ListRevelationsResponse::mutable_revelations, options);
  }
  absl::StatusOr<v1::Person> ErasePerson(const v1::ErasePersonRequest& request,
                                         const CallOptions& options = {}) const {
    return Call<v1::Person>(request, options);
  }
  absl::StatusOr<v1::LegalHold> CreateLegalHold(const v1::CreateLegalHoldRequest& request,
                                                const CallOptions& options = {}) const {
    return Call<v1::LegalHold>(request, options);
  }
  absl::StatusOr<v1::LegalHold> ReleaseLegalHold(const v1::ReleaseLegalHoldRequest& request,
                                                 const CallOptions& options = {}) const {
    return Call<v1::LegalHold>(request, options);
  }
  Range<v1::LegalHold> ListLegalHolds(v1::ListLegalHoldsRequest request,
                                      const CallOptions& options = {}) const {
    return Pages<v1::LegalHold>(std::move(request),
                                &v1::ListLegalHoldsResponse::mutable_legal_holds, options);
  }

  // MonitoringService: The server.
  absl::StatusOr<v1::ServerStatus> GetServerStatus(const v1::GetServerStatusRequest& request,
                                                   const CallOptions& options = {}) const {
    return Call<v1::ServerStatus>(request, options);
  }

  // google.longrunning.Operations: long work.
  absl::StatusOr<google::longrunning::Operation> GetOperation(
      const google::longrunning::GetOperationRequest& request,
      const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  absl::Status CancelOperation(const google::longrunning::CancelOperationRequest& request,
                               const CallOptions& options = {}) const {
    return Call<google::protobuf::Empty>(request, options).status();
  }
  absl::Status DeleteOperation(const google::longrunning::DeleteOperationRequest& request,
                               const CallOptions& options = {}) const {
    return Call<google::protobuf::Empty>(request, options).status();
  }
  absl::StatusOr<google::longrunning::Operation> WaitOperation(
      const google::longrunning::WaitOperationRequest& request,
      const CallOptions& options = {}) const {
    return Call<google::longrunning::Operation>(request, options);
  }
  // Waits until the operation is done, however long that takes unless `options` say, and returns
  // it; one that failed or was cancelled gives its error. `on_progress` is told twice a second how
  // far it is. DEADLINE_EXCEEDED: it is still under way, and goes on.
  using OperationProgress = std::function<void(const google::longrunning::Operation&)>;
  absl::StatusOr<google::longrunning::Operation> Wait(
      google::longrunning::Operation operation, const OperationProgress& on_progress = nullptr,
      const CallOptions& options = {}) const;
  // The same for whoever wants the response alone:
  //   client.Wait<v1::ImportResponse>(*client.ImportParticipants(request), …)
  // INTERNAL where the operation answers with something else.
  template <class Response>
  absl::StatusOr<Response> Wait(google::longrunning::Operation operation,
                                const OperationProgress& on_progress = nullptr,
                                const CallOptions& options = {}) const {
    absl::StatusOr<google::longrunning::Operation> done =
        Wait(std::move(operation), on_progress, options);
    if (!done.ok()) return done.status();
    Response response;
    if (done->response().UnpackTo(&response)) return response;
    return absl::InternalError("the operation answers with something else: " +
                               done->response().type_url());
  }
  Range<google::longrunning::Operation> ListOperations(
      google::longrunning::ListOperationsRequest request, const CallOptions& options = {}) const {
    return Pages<google::longrunning::Operation>(
        std::move(request), &google::longrunning::ListOperationsResponse::mutable_operations,
        options);
  }

 private:
  explicit Client(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}

  template <class Resource, class Request, class Response>
  Range<Resource> Pages(Request request,
                        google::protobuf::RepeatedPtrField<Resource>* (Response::*resources)(),
                        const CallOptions& options) const;

  std::shared_ptr<Connection> connection_;
};

template <class Resource, class Request, class Response>
Range<Resource> Client::Pages(
    Request request, google::protobuf::RepeatedPtrField<Resource>* (Response::*resources)(),
    const CallOptions& options) const {
  if (request.page_size() == 0) request.set_page_size(500);
  return Range<Resource>([client = *this, request = std::move(request), resources,
                          options]() mutable -> absl::StatusOr<typename Range<Resource>::Page> {
    absl::StatusOr<Response> response = client.template Call<Response>(request, options);
    if (!response.ok()) return response.status();
    typename Range<Resource>::Page page;
    for (Resource& resource : *((*response).*resources)())
      page.items.push_back(std::move(resource));
    if constexpr (requires { response->resume_token(); }) {
      page.resume_token = response->resume_token();
    }
    page.is_last = response->next_page_token().empty();
    request.set_page_token(response->next_page_token());
    return page;
  });
}

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_CLIENT_H_
