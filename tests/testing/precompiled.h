// What most tests of rooms read, directly or not. Precompiled in sanitized builds.
#ifndef PLENARY_TESTS_TESTING_PRECOMPILED_H_
#define PLENARY_TESTS_TESTING_PRECOMPILED_H_

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/handle.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"
#include "tests/testing/matchers.h"

#endif  // PLENARY_TESTS_TESTING_PRECOMPILED_H_
