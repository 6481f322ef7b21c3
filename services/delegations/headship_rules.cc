#include "services/delegations/headship_rules.h"

#include <algorithm>
#include <utility>

#include "services/base/errors.h"

namespace plenary::delegations {
namespace {

using google::protobuf::Timestamp;
using google::type::Interval;

absl::Time TimeOf(const Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}
absl::Time StartOf(const Interval& interval) {
  return interval.has_start_time() ? TimeOf(interval.start_time()) : absl::InfinitePast();
}
absl::Time EndOf(const Interval& interval) {
  return interval.has_end_time() ? TimeOf(interval.end_time()) : absl::InfiniteFuture();
}

// What a headship is outside `cut`: nothing, one piece, or a piece before and a piece after.
void AddOutside(const v1::Headship& headship, const Interval& cut, std::vector<v1::Headship>& out) {
  const Interval& interval = headship.interval();
  if (StartOf(interval) < StartOf(cut)) {
    v1::Headship before = headship;
    if (EndOf(interval) > StartOf(cut)) {
      *before.mutable_interval()->mutable_end_time() = cut.start_time();
    }
    out.push_back(std::move(before));
  }
  if (EndOf(interval) > EndOf(cut)) {
    v1::Headship after = headship;
    if (StartOf(interval) < EndOf(cut)) {
      *after.mutable_interval()->mutable_start_time() = cut.end_time();
    }
    out.push_back(std::move(after));
  }
}

bool Touch(const v1::Headship& earlier, const v1::Headship& later) {
  return earlier.interval().has_end_time() && later.interval().has_start_time() &&
         EndOf(earlier.interval()) == StartOf(later.interval());
}

bool AreOne(const v1::Headship& earlier, const v1::Headship& later) {
  return Touch(earlier, later) && earlier.participant() == later.participant() &&
         earlier.acting() == later.acting();
}

// In order, two pieces of one headship as one.
void Replace(std::vector<v1::Headship> pieces, Headships& headships) {
  std::sort(pieces.begin(), pieces.end(), [](const v1::Headship& a, const v1::Headship& b) {
    return StartOf(a.interval()) < StartOf(b.interval());
  });
  headships.Clear();
  for (v1::Headship& piece : pieces) {
    if (!headships.empty() && AreOne(*headships.rbegin(), piece)) {
      Interval& joined = *headships.rbegin()->mutable_interval();
      joined.clear_end_time();
      if (piece.interval().has_end_time()) *joined.mutable_end_time() = piece.interval().end_time();
    } else {
      *headships.Add() = std::move(piece);
    }
  }
}

// Ends that reach those of the stay are open.
void OpenTo(const Interval& stay, Interval& interval) {
  if (StartOf(interval) <= StartOf(stay)) interval.clear_start_time();
  if (EndOf(interval) >= EndOf(stay)) interval.clear_end_time();
}

}  // namespace

absl::Status PlaceHead(v1::Headship head, const Interval& stay, Headships& headships) {
  Interval& interval = *head.mutable_interval();
  if (StartOf(interval) >= EndOf(interval)) {
    return base::BadField("interval", "must end after it starts");
  }
  if (StartOf(interval) >= EndOf(stay) || EndOf(interval) <= StartOf(stay)) {
    return base::BadField("interval", "must lie in the delegation's stay");
  }
  OpenTo(stay, interval);
  std::vector<v1::Headship> pieces;
  for (const v1::Headship& headship : headships) AddOutside(headship, interval, pieces);
  pieces.push_back(std::move(head));
  Replace(std::move(pieces), headships);
  return absl::OkStatus();
}

void FitToStay(const Interval& stay, Headships& headships) {
  std::vector<v1::Headship> kept;
  for (v1::Headship& headship : headships) {
    Interval& interval = *headship.mutable_interval();
    if (StartOf(interval) >= EndOf(stay) || EndOf(interval) <= StartOf(stay)) continue;
    OpenTo(stay, interval);
    kept.push_back(std::move(headship));
  }
  Replace(std::move(kept), headships);
}

void RemoveHead(absl::string_view participant, Headships& headships) {
  std::vector<v1::Headship> kept;
  for (v1::Headship& headship : headships) {
    if (headship.participant() != participant) kept.push_back(std::move(headship));
  }
  Replace(std::move(kept), headships);
}

bool PassHead(absl::string_view participant, absl::string_view successor, Headships& headships) {
  bool passed = false;
  for (v1::Headship& headship : headships) {
    if (headship.participant() != participant) continue;
    headship.set_participant(std::string(successor));
    passed = true;
  }
  return passed;
}

bool HeadsCover(const Headships& headships) {
  if (headships.empty()) return false;
  if (headships.begin()->interval().has_start_time()) return false;
  if (headships.rbegin()->interval().has_end_time()) return false;
  for (int i = 1; i < headships.size(); ++i) {
    if (!Touch(headships[i - 1], headships[i])) return false;
  }
  return true;
}

bool HeadsFrom(absl::string_view participant, absl::Time from, const Headships& headships) {
  return std::any_of(headships.begin(), headships.end(), [&](const v1::Headship& headship) {
    return headship.participant() == participant && EndOf(headship.interval()) > from;
  });
}

bool IsHead(absl::string_view participant, const Headships& headships) {
  return std::any_of(headships.begin(), headships.end(), [&](const v1::Headship& headship) {
    return headship.participant() == participant && !headship.acting();
  });
}

std::vector<std::string> HeadsAt(absl::Time instant, const Headships& headships) {
  std::vector<std::string> heads;
  for (const v1::Headship& headship : headships) {
    if (StartOf(headship.interval()) <= instant && instant < EndOf(headship.interval())) {
      heads.push_back(headship.participant());
    }
  }
  return heads;
}

}  // namespace plenary::delegations
