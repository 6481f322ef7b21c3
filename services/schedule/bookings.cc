// Bookings and holds: people and assets that are occupied without a session or meeting.
#include <string>
#include <utility>

#include "services/schedule/activity_answers.h"
#include "services/schedule/service.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;
using State = v1::Booking::State;

constexpr absl::string_view kStanding = "FIRM,HELD";

// The longest that something is held.
constexpr absl::Duration LongestHold() { return absl::Hours(90 * 24); }

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(storage::ToMicros(time));
}

// Whether it is a hold that counts for nothing any more, although nobody has noted that yet.
bool HasExpired(const v1::Booking& booking, absl::Time now) {
  return booking.state() == v1::Booking::EXPIRED ||
         (booking.state() == v1::Booking::HELD && TimeOf(booking.expire_time()) <= now);
}

void Show(absl::Time now, v1::Booking& booking) {
  if (HasExpired(booking, now)) booking.set_state(v1::Booking::EXPIRED);
}

absl::Status WrongState(const v1::Booking& booking, absl::string_view allowed) {
  const std::string& state = v1::Booking::State_Name(booking.state());
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
      absl::StrCat(booking.name(), " is ", state, "; that is for ", allowed),
      {{"resource", booking.name()}, {"state", state}, {"allowed", std::string(allowed)}});
}

absl::Status CheckNotExpired(const v1::Booking& booking, absl::Time now) {
  if (!HasExpired(booking, now)) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_BOOKING_HOLD_EXPIRED,
      absl::StrCat(booking.name(), " is held no longer; hold again"),
      {{"resource", booking.name()},
       {"expiredAt",
        absl::FormatTime(absl::RFC3339_full, TimeOf(booking.expire_time()), absl::UTCTimeZone())}});
}

absl::Status CheckBooking(const v1::Booking& booking, bool is_expiry_new, absl::Time now) {
  base::FieldErrors errors;
  if (booking.assets().empty() && booking.people().empty()) {
    errors.Add("booking", "must name assets or people; there is nothing to book otherwise");
  }
  if (booking.has_expire_time() && is_expiry_new) {
    const absl::Time expire = TimeOf(booking.expire_time());
    if (expire <= now) errors.Add("booking.expire_time", "must be later than now");
    if (expire > now + LongestHold()) {
      errors.Add("booking.expire_time", "must be at most 90 days from now");
    }
  }
  return errors.ToStatus();
}

// A booking that still books, for a verb of the time `agenda` has.
absl::StatusOr<ActivityRow> StandingRow(Change& change, absl::string_view name,
                                        absl::string_view etag, absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, LivingRow(change.tx(), name, etag));
  const v1::Booking& booking = row.body.booking();
  PLENARY_RETURN_IF_ERROR(CheckNotExpired(booking, now));
  if (booking.state() == v1::Booking::GIVEN_BACK) return WrongState(booking, kStanding);
  return row;
}

absl::StatusOr<v1::Booking> PutOn(Agenda& agenda, Entry entry) {
  PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));
  PLENARY_ASSIGN_OR_RETURN(Outcome outcome, agenda.Close());
  return std::move(*outcome.placed.front().activity.mutable_booking());
}

}  // namespace

absl::StatusOr<v1::Booking> ScheduleService::CreateBooking(
    Change& change, const v1::CreateBookingRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, request.parent()));
  PLENARY_RETURN_IF_ERROR(CheckBooking(request.booking(), true, agenda.now()));
  PLENARY_ASSIGN_OR_RETURN(const std::string name,
                           NewName<v1::Booking>(change, request.parent(), request.booking_id()));
  Entry entry = NewEntry(request.booking(), name, "booking");
  v1::Booking& booking = *entry.after.mutable_booking();
  booking.set_state(booking.has_expire_time() ? v1::Booking::HELD : v1::Booking::FIRM);
  return PutOn(agenda, std::move(entry));
}

absl::StatusOr<v1::Booking> ScheduleService::GetBooking(
    Tx& tx, const Call& call, const v1::GetBookingRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      std::vector<v1::Booking> bookings,
      TellEach<v1::Booking>(tx, call, {request.name()}, v1::SCHEDULE_VIEW_UNSPECIFIED));
  Show(tx.now(), bookings.front());
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), bookings.front()));
  return std::move(bookings.front());
}

absl::StatusOr<v1::ListBookingsResponse> ScheduleService::ListBookings(
    Tx& tx, const Call& call, const v1::ListBookingsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      storage::Page<v1::Booking> page,
      ListTold<v1::Booking>(tx, call, request, v1::SCHEDULE_VIEW_UNSPECIFIED, sealer_));
  for (v1::Booking& booking : page.resources) Show(tx.now(), booking);
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListBookingsResponse response;
  for (v1::Booking& booking : page.resources) *response.add_bookings() = std::move(booking);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, request.parent(), sealer_));
  return response;
}

absl::StatusOr<v1::Booking> ScheduleService::UpdateBooking(
    Change& change, const v1::UpdateBookingRequest& request) const {
  const v1::Booking& asked = request.booking();
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, base::EventOf(asked.name())));
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row,
                           StandingRow(change, asked.name(), asked.etag(), agenda.now()));
  Entry entry = EntryOf(std::move(row), "booking");
  v1::Booking& after = *entry.after.mutable_booking();
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(asked.name());
  const v1::Booking& before = entry.before->body.booking();
  const bool is_expiry_new =
      storage::ToMicros(before.expire_time()) != storage::ToMicros(after.expire_time());
  PLENARY_RETURN_IF_ERROR(CheckBooking(after, is_expiry_new, agenda.now()));
  after.set_state(after.has_expire_time() ? v1::Booking::HELD : v1::Booking::FIRM);
  return PutOn(agenda, std::move(entry));
}

absl::StatusOr<v1::Booking> ScheduleService::ConfirmBooking(
    Change& change, const v1::ConfirmBookingRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, base::EventOf(request.name())));
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row,
                           StandingRow(change, request.name(), request.etag(), agenda.now()));
  if (row.body.booking().state() != v1::Booking::HELD) {
    return WrongState(row.body.booking(), v1::Booking::State_Name(v1::Booking::HELD));
  }
  Entry entry = EntryOf(std::move(row), "booking");
  entry.after.mutable_booking()->set_state(v1::Booking::FIRM);
  entry.after.mutable_booking()->clear_expire_time();
  return PutOn(agenda, std::move(entry));
}

absl::StatusOr<v1::Booking> ScheduleService::ReleaseBooking(
    Change& change, const v1::ReleaseBookingRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, base::EventOf(request.name())));
  PLENARY_ASSIGN_OR_RETURN(ActivityRow row, LivingRow(change.tx(), request.name(), request.etag()));
  Show(agenda.now(), *row.body.mutable_booking());
  const v1::Booking& booking = row.body.booking();
  if (booking.state() != v1::Booking::FIRM && booking.state() != v1::Booking::HELD) {
    return WrongState(booking, kStanding);
  }
  Entry entry = EntryOf(std::move(row), "booking");
  entry.after.mutable_booking()->set_state(v1::Booking::GIVEN_BACK);
  return PutOn(agenda, std::move(entry));
}

}  // namespace plenary::schedule
