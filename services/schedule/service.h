// ScheduleService: sessions, meetings and bookings, the versions of an event's schedule, and the
// questions it answers. Each method does what its comment in plenary/v1/schedule.proto promises;
// requests arrive checked (base::CheckFields) and run inside a transaction of the caller.
#ifndef PLENARY_SERVICES_SCHEDULE_SERVICE_H_
#define PLENARY_SERVICES_SCHEDULE_SERVICE_H_

#include "absl/status/statusor.h"
#include "google/longrunning/operations.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/list_query.h"
#include "services/schedule/owners.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::schedule {

// Safe from several threads. All it is given outlives it.
class ScheduleService {
 public:
  // Without `owners` no calendar feed can be read.
  ScheduleService(const base::TokenSealer& sealer, const vault::Vault& vault,
                  const FeedOwners* owners = nullptr)
      : sealer_(sealer), vault_(vault), owners_(owners) {}

  absl::StatusOr<v1::ScheduleSettings> GetScheduleSettings(
      storage::Tx& tx, const storage::Call& call,
      const v1::GetScheduleSettingsRequest& request) const;
  absl::StatusOr<v1::ScheduleSettings> UpdateScheduleSettings(
      storage::Change& change, const v1::UpdateScheduleSettingsRequest& request) const;
  absl::StatusOr<v1::Track> CreateTrack(storage::Change& change,
                                        const v1::CreateTrackRequest& request) const;
  absl::StatusOr<v1::Track> GetTrack(storage::Tx& tx, const storage::Call& call,
                                     const v1::GetTrackRequest& request) const;
  absl::StatusOr<v1::ListTracksResponse> ListTracks(storage::Tx& tx, const storage::Call& call,
                                                    const v1::ListTracksRequest& request) const;
  absl::StatusOr<v1::Track> UpdateTrack(storage::Change& change,
                                        const v1::UpdateTrackRequest& request) const;
  absl::StatusOr<v1::Track> DeleteTrack(storage::Change& change,
                                        const v1::DeleteTrackRequest& request) const;
  absl::StatusOr<v1::Track> UndeleteTrack(storage::Change& change,
                                          const v1::UndeleteTrackRequest& request) const;
  absl::StatusOr<v1::Session> CreateSession(storage::Change& change,
                                            const v1::CreateSessionRequest& request) const;
  absl::StatusOr<v1::BatchCreateSessionsResponse> BatchCreateSessions(
      storage::Change& change, const v1::BatchCreateSessionsRequest& request) const;
  absl::StatusOr<v1::Session> GetSession(storage::Tx& tx, const storage::Call& call,
                                         const v1::GetSessionRequest& request) const;
  absl::StatusOr<v1::BatchGetSessionsResponse> BatchGetSessions(
      storage::Tx& tx, const storage::Call& call, const v1::BatchGetSessionsRequest& request) const;
  absl::StatusOr<v1::ListSessionsResponse> ListSessions(
      storage::Tx& tx, const storage::Call& call, const v1::ListSessionsRequest& request) const;
  absl::StatusOr<v1::Session> UpdateSession(storage::Change& change,
                                            const v1::UpdateSessionRequest& request) const;
  absl::StatusOr<v1::Session> CancelSession(storage::Change& change,
                                            const v1::CancelSessionRequest& request) const;
  absl::StatusOr<v1::Session> DeleteSession(storage::Change& change,
                                            const v1::DeleteSessionRequest& request) const;
  absl::StatusOr<v1::Session> UndeleteSession(storage::Change& change,
                                              const v1::UndeleteSessionRequest& request) const;
  absl::StatusOr<v1::Meeting> CreateMeeting(storage::Change& change,
                                            const v1::CreateMeetingRequest& request) const;
  absl::StatusOr<v1::Meeting> GetMeeting(storage::Tx& tx, const storage::Call& call,
                                         const v1::GetMeetingRequest& request) const;
  absl::StatusOr<v1::BatchGetMeetingsResponse> BatchGetMeetings(
      storage::Tx& tx, const storage::Call& call, const v1::BatchGetMeetingsRequest& request) const;
  absl::StatusOr<v1::ListMeetingsResponse> ListMeetings(
      storage::Tx& tx, const storage::Call& call, const v1::ListMeetingsRequest& request) const;
  absl::StatusOr<v1::Meeting> UpdateMeeting(storage::Change& change,
                                            const v1::UpdateMeetingRequest& request) const;
  absl::StatusOr<v1::Meeting> CancelMeeting(storage::Change& change,
                                            const v1::CancelMeetingRequest& request) const;
  absl::StatusOr<v1::Meeting> RecordMeetingOutcome(
      storage::Change& change, const v1::RecordMeetingOutcomeRequest& request) const;
  absl::StatusOr<v1::Meeting> DeleteMeeting(storage::Change& change,
                                            const v1::DeleteMeetingRequest& request) const;
  absl::StatusOr<v1::Meeting> UndeleteMeeting(storage::Change& change,
                                              const v1::UndeleteMeetingRequest& request) const;
  absl::StatusOr<v1::Booking> CreateBooking(storage::Change& change,
                                            const v1::CreateBookingRequest& request) const;
  absl::StatusOr<v1::Booking> GetBooking(storage::Tx& tx, const storage::Call& call,
                                         const v1::GetBookingRequest& request) const;
  absl::StatusOr<v1::ListBookingsResponse> ListBookings(
      storage::Tx& tx, const storage::Call& call, const v1::ListBookingsRequest& request) const;
  absl::StatusOr<v1::Booking> UpdateBooking(storage::Change& change,
                                            const v1::UpdateBookingRequest& request) const;
  absl::StatusOr<v1::Booking> ConfirmBooking(storage::Change& change,
                                             const v1::ConfirmBookingRequest& request) const;
  absl::StatusOr<v1::Booking> ReleaseBooking(storage::Change& change,
                                             const v1::ReleaseBookingRequest& request) const;
  absl::StatusOr<v1::AnswerInvitationResponse> AnswerInvitation(
      storage::Change& change, const v1::AnswerInvitationRequest& request) const;
  absl::StatusOr<v1::MoveActivitiesResponse> MoveActivities(
      storage::Change& change, const v1::MoveActivitiesRequest& request) const;
  absl::StatusOr<v1::PreviewDelayResponse> PreviewDelay(
      storage::Tx& tx, const storage::Call& call, const v1::PreviewDelayRequest& request) const;
  absl::StatusOr<v1::ReplaceAssetResponse> ReplaceAsset(
      storage::Change& change, const v1::ReplaceAssetRequest& request) const;
  absl::StatusOr<v1::CheckConflictsResponse> CheckConflicts(
      storage::Tx& tx, const storage::Call& call, const v1::CheckConflictsRequest& request) const;
  absl::StatusOr<v1::ListMisfitsResponse> ListMisfits(storage::Tx& tx, const storage::Call& call,
                                                      const v1::ListMisfitsRequest& request) const;
  absl::StatusOr<v1::QueryFreeBusyResponse> QueryFreeBusy(
      storage::Tx& tx, const storage::Call& call, const v1::QueryFreeBusyRequest& request) const;
  absl::StatusOr<v1::SuggestTimesResponse> SuggestTimes(
      storage::Tx& tx, const storage::Call& call, const v1::SuggestTimesRequest& request) const;
  absl::StatusOr<v1::Plan> ReleasePlan(storage::Change& change,
                                       const v1::ReleasePlanRequest& request) const;
  absl::StatusOr<v1::Plan> GetPlan(storage::Tx& tx, const storage::Call& call,
                                   const v1::GetPlanRequest& request) const;
  absl::StatusOr<v1::ListPlansResponse> ListPlans(storage::Tx& tx, const storage::Call& call,
                                                  const v1::ListPlansRequest& request) const;
  absl::StatusOr<v1::DiffPlansResponse> DiffPlans(storage::Tx& tx, const storage::Call& call,
                                                  const v1::DiffPlansRequest& request) const;
  absl::StatusOr<v1::Plan> RevertPlan(storage::Change& change,
                                      const v1::RevertPlanRequest& request) const;
  absl::StatusOr<v1::Itinerary> GetItinerary(storage::Tx& tx, const storage::Call& call,
                                             const v1::GetItineraryRequest& request) const;
  absl::StatusOr<v1::Programme> GetProgramme(storage::Tx& tx, const storage::Call& call,
                                             const v1::GetProgrammeRequest& request) const;
  absl::StatusOr<v1::CopyProgrammeResponse> CopyProgramme(
      storage::Change& change, const v1::CopyProgrammeRequest& request) const;
  absl::StatusOr<google::longrunning::Operation> ImportSchedule(
      storage::Change& change, const v1::ImportScheduleRequest& request) const;
  absl::StatusOr<v1::ListScheduleImportRemarksResponse> ListScheduleImportRemarks(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListScheduleImportRemarksRequest& request) const;
  absl::StatusOr<google::longrunning::Operation> ExportSchedule(
      storage::Change& change, const v1::ExportScheduleRequest& request) const;
  absl::StatusOr<v1::CalendarFeed> CreateCalendarFeed(
      storage::Change& change, const v1::CreateCalendarFeedRequest& request) const;
  absl::StatusOr<v1::ListCalendarFeedsResponse> ListCalendarFeeds(
      storage::Tx& tx, const storage::Call& call,
      const v1::ListCalendarFeedsRequest& request) const;
  absl::StatusOr<v1::CalendarFeed> DeleteCalendarFeed(
      storage::Change& change, const v1::DeleteCalendarFeedRequest& request) const;
  absl::StatusOr<v1::ReadCalendarFeedResponse> ReadCalendarFeed(
      storage::Tx& tx, const storage::Call& call, const v1::ReadCalendarFeedRequest& request) const;

 private:
  const base::TokenSealer& sealer_;
  const vault::Vault& vault_;
  const FeedOwners* const owners_;
};

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_SERVICE_H_
