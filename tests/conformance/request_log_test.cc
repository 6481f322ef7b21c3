// The request-id table over every engine.
#include "services/storage/request_log.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/ids.h"
#include "tests/conformance/facts.h"

namespace plenary::storage {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::RefusedFor;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::string_view kId = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
constexpr absl::string_view kMethod = "plenary.v1.DelegationService/NominateParticipant";
constexpr RequestKey kRequest = {"local", kId, kMethod, "nominate Ivanova"};

class RequestLogTest : public ::testing::TestWithParam<std::string> {
 protected:
  Store& store() { return *database_; }

  static absl::Status LookUp(Tx& tx, RequestLookup& lookup) {
    std::vector<Statement> statements;
    lookup.AddStatements(statements);
    return tx.RunAll(absl::MakeSpan(statements));
  }
  absl::Status Remember(const RequestKey& key, absl::string_view answer,
                        const std::vector<std::string>& resources = {}) {
    const std::string seed = random_.Bytes(32);
    return WriteAndWait(store(), {"a"}, [&](Tx& tx) {
      base::IdSequence ids(seed, tx.now());
      RequestLookup lookup(key, tx.now());
      PLENARY_RETURN_IF_ERROR(LookUp(tx, lookup));
      return lookup.Remember(tx, answer, resources, ids);
    });
  }
  absl::StatusOr<absl::optional<std::string>> Find(const RequestKey& key) {
    return InRead(store(), [&](Tx& tx) -> absl::StatusOr<absl::optional<std::string>> {
      RequestLookup lookup(key, tx.now());
      PLENARY_RETURN_IF_ERROR(LookUp(tx, lookup));
      return lookup.Answer();
    });
  }
  absl::StatusOr<int64_t> Forget(int limit = 1000) {
    return InWrite(store(), {"a"},
                   [&](Tx& tx) { return ForgetExpiredAnswers(tx, tx.now(), limit); });
  }
  absl::StatusOr<int64_t> Rows(const std::string& table) {
    return InRead(store(), [&](Tx& tx) -> absl::StatusOr<int64_t> {
      int64_t rows = 0;
      PLENARY_RETURN_IF_ERROR(tx.Run({absl::StrCat("SELECT COUNT(*) FROM ", table),
                                      {},
                                      [&](const Row& row) { rows = row.Int(0); }}));
      return rows;
    });
  }

  testing::ManualClock clock_;
  testing::SeededRandom random_;
  testing::OpenedDatabase database_ = testing::OpenFresh(GetParam(), clock_);
};
INSTANTIATE_TEST_SUITE_P(Engines, RequestLogTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(RequestLogTest, AnUnknownRequestHasNoAnswer) {
  EXPECT_THAT(Find(kRequest), IsOkAnd(Eq(absl::nullopt)));
}

TEST_P(RequestLogTest, TheSameRequestGetsTheFirstAnswerAgain) {
  const std::string answer("participant\0with any bytes\xff", 27);
  ASSERT_THAT(Remember(kRequest, answer), IsOk());
  EXPECT_THAT(Find(kRequest), IsOkAnd(Eq(answer)));
}

TEST_P(RequestLogTest, AnEmptyAnswerIsAnAnswer) {
  ASSERT_THAT(Remember(kRequest, ""), IsOk());
  EXPECT_THAT(Find(kRequest), IsOkAnd(Eq("")));
}

TEST_P(RequestLogTest, AnIdUsedForAnotherRequestIsRefused) {
  ASSERT_THAT(Remember(kRequest, "answer"), IsOk());
  RequestKey other_bytes = kRequest;
  other_bytes.request = "nominate Petrova";
  EXPECT_THAT(Find(other_bytes), RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
  RequestKey other_method = kRequest;
  other_method.method = "plenary.v1.DelegationService/ConfirmParticipant";
  EXPECT_THAT(Find(other_method), RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
}

TEST_P(RequestLogTest, CallersDontSeeEachOthersIds) {
  ASSERT_THAT(Remember(kRequest, "answer"), IsOk());
  RequestKey other_caller = kRequest;
  other_caller.caller = "another";
  EXPECT_THAT(Find(other_caller), IsOkAnd(Eq(absl::nullopt)));
}

TEST_P(RequestLogTest, AnAnswerIsKeptForItsLifetimeAndNotLonger) {
  ASSERT_THAT(Remember(kRequest, "answer"), IsOk());
  clock_.Advance(kRequestLifetime - absl::Microseconds(1));
  EXPECT_THAT(Forget(), IsOkAnd(0));
  EXPECT_THAT(Find(kRequest), IsOkAnd(Eq("answer")));
  clock_.Advance(absl::Microseconds(1));
  EXPECT_THAT(Find(kRequest), IsOkAnd(Eq(absl::nullopt)));
  EXPECT_THAT(Forget(), IsOkAnd(1));
  EXPECT_THAT(Rows("requests"), IsOkAnd(0));
}

TEST_P(RequestLogTest, AnIdMayBeUsedAgainOnceItExpired) {
  ASSERT_THAT(Remember(kRequest, "first"), IsOk());
  clock_.Advance(kRequestLifetime);
  RequestKey another = kRequest;
  another.request = "nominate Petrova";
  ASSERT_THAT(Remember(another, "second"), IsOk());
  EXPECT_THAT(Find(another), IsOkAnd(Eq("second")));
}

TEST_P(RequestLogTest, ExpiredAnswersGoInPartsWithWhatTheySpeakOf) {
  for (int i = 0; i < 5; ++i) {
    const std::string id = absl::StrCat("request-", i);
    ASSERT_THAT(Remember({"local", id, kMethod, "x"}, "answer", {"people/a", "people/b"}), IsOk());
  }
  clock_.Advance(kRequestLifetime);
  ASSERT_THAT(Remember(kRequest, "still alive", {"people/a"}), IsOk());
  for (const int expected : {2, 2, 1, 0}) EXPECT_THAT(Forget(2), IsOkAnd(expected));
  EXPECT_THAT(Rows("requests"), IsOkAnd(1));
  EXPECT_THAT(Rows("request_resources"), IsOkAnd(1));
  EXPECT_THAT(Find(kRequest), IsOkAnd(Eq("still alive")));
}

TEST_P(RequestLogTest, ADaysKeyIsDestroyedWhenItsLastAnswerExpired) {
  ASSERT_THAT(Remember(kRequest, "answer"), IsOk());
  EXPECT_THAT(Rows("request_keys"), IsOkAnd(1));
  clock_.Advance(kRequestLifetime);
  ASSERT_THAT(Remember({"local", "another", kMethod, "x"}, "answer"), IsOk());
  EXPECT_THAT(Rows("request_keys"), IsOkAnd(2));
  clock_.Advance(absl::Hours(12));
  ASSERT_THAT(Forget(), IsOk());
  EXPECT_THAT(Rows("request_keys"), IsOkAnd(1));
}

TEST_P(RequestLogTest, ErasureRemovesEveryAnswerThatSpeaksOfAResource) {
  ASSERT_THAT(Remember(kRequest, "of both", {"people/a", "people/b"}), IsOk());
  ASSERT_THAT(Remember({"local", "of-b", kMethod, "x"}, "of b", {"people/b"}), IsOk());
  ASSERT_THAT(
      WriteAndWait(store(), {"a"}, [](Tx& tx) { return ForgetAnswersAbout(tx, "people/a"); }),
      IsOk());
  EXPECT_THAT(Find(kRequest), IsOkAnd(Eq(absl::nullopt)));
  EXPECT_THAT(Find({"local", "of-b", kMethod, "x"}), IsOkAnd(Eq("of b")));
  EXPECT_THAT(Rows("request_resources"), IsOkAnd(1));
}

TEST_P(RequestLogTest, NeitherAnswerNorRequestIsStoredInTheClear) {
  ASSERT_THAT(Remember(kRequest, "the answer names Ivanova"), IsOk());
  ASSERT_THAT(ReadAndWait(store(),
                          [](Tx& tx) {
                            return tx.Run(
                                {"SELECT answer, digest FROM requests", {}, [](const Row& row) {
                                   EXPECT_THAT(std::string(row.Text(0)), Not(HasSubstr("Ivanova")));
                                   EXPECT_EQ(row.Text(1).size(), 32);
                                 }});
                          }),
              IsOk());
}

TEST_P(RequestLogTest, ADamagedAnswerIsToldAndNotGiven) {
  ASSERT_THAT(Remember(kRequest, "answer"), IsOk());
  ASSERT_THAT(WriteAndWait(store(), {"a"},
                           [](Tx& tx) {
                             return tx.Run({"UPDATE requests SET answer = digest", {}, nullptr});
                           }),
              IsOk());
  EXPECT_THAT(Find(kRequest), RefusedFor(v1::ERROR_REASON_DATABASE_CORRUPT));
}

}  // namespace
}  // namespace plenary::storage
