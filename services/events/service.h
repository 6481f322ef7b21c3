// EventService: events and their participant categories. Each method does what its comment in
// plenary/v1/events.proto promises; requests arrive checked (base::CheckFields) and run inside a
// transaction of the caller.
#ifndef PLENARY_SERVICES_EVENTS_SERVICE_H_
#define PLENARY_SERVICES_EVENTS_SERVICE_H_

#include "absl/status/statusor.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/base/list_query.h"
#include "services/events/followers.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::events {

// Safe from several threads. `sealer` and `followers` outlive it.
class EventService {
 public:
  EventService(const base::TokenSealer& sealer, Followers& followers)
      : sealer_(sealer), followers_(followers) {}

  absl::StatusOr<v1::Event> CreateEvent(storage::Change& change,
                                        const v1::CreateEventRequest& request) const;
  absl::StatusOr<v1::Event> GetEvent(storage::Tx& tx, const storage::Call& call,
                                     const v1::GetEventRequest& request) const;
  absl::StatusOr<v1::BatchGetEventsResponse> BatchGetEvents(
      storage::Tx& tx, const storage::Call& call, const v1::BatchGetEventsRequest& request) const;
  absl::StatusOr<v1::ListEventsResponse> ListEvents(storage::Tx& tx, const storage::Call& call,
                                                    const v1::ListEventsRequest& request) const;
  // Besides what the proto says: `seat_policy` changes only while no category is in use
  // (FAILED_PRECONDITION: RESOURCE_IN_USE), since every seat is counted by it.
  absl::StatusOr<v1::Event> UpdateEvent(storage::Change& change,
                                        const v1::UpdateEventRequest& request) const;
  absl::StatusOr<v1::Event> DeleteEvent(storage::Change& change,
                                        const v1::DeleteEventRequest& request) const;
  absl::StatusOr<v1::Event> UndeleteEvent(storage::Change& change,
                                          const v1::UndeleteEventRequest& request) const;

  absl::StatusOr<v1::Event> PublishEvent(storage::Change& change,
                                         const v1::PublishEventRequest& request) const;
  absl::StatusOr<v1::Event> StartEvent(storage::Change& change,
                                       const v1::StartEventRequest& request) const;
  absl::StatusOr<v1::Event> CloseEvent(storage::Change& change,
                                       const v1::CloseEventRequest& request) const;
  absl::StatusOr<v1::Event> ArchiveEvent(storage::Change& change,
                                         const v1::ArchiveEventRequest& request) const;
  absl::StatusOr<v1::Event> PostponeEvent(storage::Change& change,
                                          const v1::PostponeEventRequest& request) const;
  absl::StatusOr<v1::Event> CancelEvent(storage::Change& change,
                                        const v1::CancelEventRequest& request) const;

  absl::StatusOr<v1::CopyEventResponse> CopyEvent(storage::Change& change,
                                                  const v1::CopyEventRequest& request) const;

  absl::StatusOr<v1::Category> CreateCategory(storage::Change& change,
                                              const v1::CreateCategoryRequest& request) const;
  absl::StatusOr<v1::Category> GetCategory(storage::Tx& tx, const storage::Call& call,
                                           const v1::GetCategoryRequest& request) const;
  absl::StatusOr<v1::BatchGetCategoriesResponse> BatchGetCategories(
      storage::Tx& tx, const storage::Call& call,
      const v1::BatchGetCategoriesRequest& request) const;
  absl::StatusOr<v1::ListCategoriesResponse> ListCategories(
      storage::Tx& tx, const storage::Call& call, const v1::ListCategoriesRequest& request) const;
  absl::StatusOr<v1::Category> UpdateCategory(storage::Change& change,
                                              const v1::UpdateCategoryRequest& request) const;
  absl::StatusOr<v1::Category> DeleteCategory(storage::Change& change,
                                              const v1::DeleteCategoryRequest& request) const;
  absl::StatusOr<v1::Category> UndeleteCategory(storage::Change& change,
                                                const v1::UndeleteCategoryRequest& request) const;

 private:
  // Whether an event's seat policy may become that of `after`.
  absl::Status CheckSeatPolicy(storage::Tx& tx, const v1::Event& before,
                               const v1::Event& after) const;
  // Whether the custom fields of an event may become those of `after`.
  absl::Status CheckCustomFields(storage::Tx& tx, const v1::Event& before,
                                 const v1::Event& after) const;
  // Answers with `used` as it is now.
  absl::Status FillUsed(storage::Tx& tx, v1::Category& category) const;
  // The same for a reader, who is told of nobody else's seats: nothing is filled in for who sees
  // only delegations of the event.
  absl::Status FillUsedFor(storage::Tx& tx, const storage::Call& call,
                           v1::Category& category) const;
  // Writes a category that was changed, with its etag and times, and records it as `kind`.
  absl::StatusOr<v1::Category> KeepCategory(storage::Change& change, v1::Category category,
                                            const v1::Category& before,
                                            v1::Change::Kind kind) const;

  const base::TokenSealer& sealer_;
  Followers& followers_;
};

}  // namespace plenary::events

#endif  // PLENARY_SERVICES_EVENTS_SERVICE_H_
