// The secrets by which calendars are read, and what names a calendar's content.
//
//   plf_<id>_<secret>
//
// `id` is that of the feed and says nothing; `secret` is 256 bits. Lower-case letters and digits
// only, so that it goes unchanged through an address, and scanners for leaked secrets know it by
// its form.
#ifndef PLENARY_SERVICES_SCHEDULE_FEED_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_FEED_RULES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace plenary::schedule {

// `random` has 256 bits that nobody can guess, in as many bytes as it likes.
std::string MakeFeedSecret(absl::string_view id, absl::string_view random);

// What is kept of a secret, and what it is found by: SHA-256, 32 bytes.
std::string HashOfFeedSecret(absl::string_view secret);

// Names a calendar by its content: SHA-256, 64 hexadecimal digits.
std::string EntityTagOf(absl::string_view calendar);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_FEED_RULES_H_
