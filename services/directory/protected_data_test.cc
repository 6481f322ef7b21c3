#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/errors.h"
#include "services/delegations/consequences.h"
#include "services/directory/protected_table.h"
#include "services/directory/resealing.h"
#include "services/directory/service.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/race.h"
#include "tests/testing/vault.h"

namespace plenary::directory {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TestKeys;
using ::plenary::testing::TestVault;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using D = DirectoryService;

constexpr char kNames[] = "names { language: 'en' family_name: 'Primerov' } ";
constexpr char kBirth[] = "birth_date { year: 1975 month: 4 day: 12 } ";
constexpr char kPassport[] =
    "passport { number: 'MP 000 0000' country_code: 'BY' issue_date { year: 2020 month: 1 day: 2 } "
    "expiry_date { year: 2030 month: 1 day: 2 } } ";
constexpr char kContacts[] = "private_contacts { phone: '+375 29 000-00-00' } ";

class ProtectedDataTest : public testing::ForumTest {
 protected:
  absl::StatusOr<v1::Person> Create(const std::string& rest) {
    return forum_.Do(&D::CreatePerson, absl::StrCat("person { ", kNames, rest, " }"));
  }
  absl::StatusOr<v1::Person> Update(const std::string& name, const std::string& rest,
                                    const std::string& mask) {
    return forum_.Do(&D::UpdatePerson, absl::StrCat("person { name: '", name, "' ", rest, " } ",
                                                    "update_mask { paths: '", mask, "' }"));
  }
  absl::Status Write(const storage::Body& body) {
    return storage::WriteAndWait(forum_.store(), {"directory", "settings"}, body);
  }
  absl::Status Run(const std::string& sql) {
    return Write([&](storage::Tx& tx) { return tx.Run({sql, {}, nullptr}); });
  }
  absl::StatusOr<ProtectedData> Read(const std::string& person,
                                     const vault::Vault& vault = TestVault()) {
    ProtectedData data;
    const absl::Status status = storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(data, ReadProtected(tx, vault, person, kProtectedFields));
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    return data;
  }
  std::vector<std::string> Find(ProtectedField field, const std::string& blind) {
    std::vector<std::string> people;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(people,
                                                                FindByBlind(tx, field, blind, 10));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return people;
  }
  std::vector<std::string> Texts(const std::string& sql) {
    std::vector<std::string> texts;
    EXPECT_THAT(storage::ReadAndWait(forum_.store(),
                                     [&](storage::Tx& tx) {
                                       return tx.Run({sql, {}, [&](const storage::Row& row) {
                                                        texts.emplace_back(row.Text(0));
                                                      }});
                                     }),
                IsOk());
    return texts;
  }
};
PLENARY_ON_EVERY_ENGINE(ProtectedDataTest);

TEST_P(ProtectedDataTest, WhatIsGivenIsKnownAndReadWithTheKeyAlone) {
  const v1::Person created = Value(Create(absl::StrCat(kBirth, kPassport, kContacts)));
  EXPECT_THAT(created.protected_known(), ElementsAre("birth_date", "passport", "private_contacts"));
  EXPECT_TRUE(created.birth_date_known());
  EXPECT_FALSE(created.has_birth_date());
  EXPECT_FALSE(created.has_passport());
  EXPECT_FALSE(created.has_private_contacts());
  const ProtectedData data = Value(Read(created.name()));
  EXPECT_EQ(data.birth_date->day(), 12);
  EXPECT_EQ(data.passport->number(), "MP 000 0000");
  EXPECT_EQ(data.private_contacts->phone(), "+375 29 000-00-00");
}

TEST_P(ProtectedDataTest, OneIsFoundByTheExactNumberHoweverItIsWritten) {
  const std::string name = Value(Create(kPassport)).name();
  EXPECT_THAT(Find(ProtectedField::kPassport, BlindOfPassport(TestVault(), "mp-000 00 00")),
              ElementsAre(name));
  EXPECT_THAT(Find(ProtectedField::kPassport, BlindOfPassport(TestVault(), "MP0000001")),
              IsEmpty());
  EXPECT_THAT(Find(ProtectedField::kPassport, BlindOfPassport(TestVault(), "МР0000000")),
              IsEmpty());
}

TEST_P(ProtectedDataTest, AnUpdateReplacesWhatItNamesAndDestroysWhatItLeavesOut) {
  const std::string name = Value(Create(absl::StrCat(kBirth, kPassport, kContacts))).name();
  const auto other = Update(name, "passport { number: 'AB1' }", "passport");
  EXPECT_THAT(other, IsOk());
  EXPECT_FALSE(other->has_passport());
  EXPECT_EQ(Value(Read(name)).passport->number(), "AB1");
  EXPECT_EQ(Value(Read(name)).passport->country_code(), "");
  EXPECT_THAT(Find(ProtectedField::kPassport, BlindOfPassport(TestVault(), "MP0000000")),
              IsEmpty());
  const v1::Person without = Value(Update(name, "", "private_contacts"));
  EXPECT_THAT(without.protected_known(), ElementsAre("birth_date", "passport"));
  EXPECT_FALSE(Value(Read(name)).private_contacts.has_value());
  EXPECT_TRUE(Value(Read(name)).birth_date.has_value());
}

TEST_P(ProtectedDataTest, ContactsThatHoldNothingAreNotKnown) {
  EXPECT_THAT(Value(Create("private_contacts {}")).protected_known(), IsEmpty());
  const std::string name = Value(Create(kContacts)).name();
  EXPECT_THAT(Update(name, "private_contacts {}", "private_contacts")->protected_known(),
              IsEmpty());
  EXPECT_TRUE(Value(Read(name)).empty());
}

TEST_P(ProtectedDataTest, AnUpdateOfSomethingElseLeavesItAlone) {
  const std::string name = Value(Create(kPassport)).name();
  EXPECT_THAT(Update(name, "work_phone: '+375 17 000'", "work_phone")->protected_known(),
              ElementsAre("passport"));
  EXPECT_THAT(Update(name, kNames, "*")->protected_known(), ElementsAre("passport"));
  EXPECT_EQ(Value(Read(name)).passport->number(), "MP 000 0000");
}

TEST_P(ProtectedDataTest, NobodyNamesAPartOfWhatNobodySees) {
  const std::string name = Value(Create(kPassport)).name();
  for (const char* mask : {"passport.number", "passport.issue_date.year", "birth_date.year",
                           "private_contacts.phone"}) {
    EXPECT_THAT(Update(name, "passport { number: 'AB1' }", mask),
                RefusedFor(v1::ERROR_REASON_INVALID_FIELD_MASK))
        << mask;
  }
  EXPECT_EQ(Value(Read(name)).passport->number(), "MP 000 0000");
}

struct BadPassport {
  const char* label;
  const char* passport;
  const char* field;
};

TEST_P(ProtectedDataTest, APassportMustBeOne) {
  const BadPassport cases[] = {
      {"no number", "country_code: 'BY'", "person.passport.number"},
      {"Cyrillic letters that look alike", "number: 'МР0000000'", "person.passport.number"},
      {"other signs", "number: 'MP/1'", "person.passport.number"},
      {"personal number", "number: 'A1' personal_number: 'Ж1'", "person.passport.personal_number"},
      {"no country", "number: 'A1' country_code: 'XX'", "person.passport.country_code"},
      {"issued on no day", "number: 'A1' issue_date { year: 2020 month: 2 day: 30 }",
       "person.passport.issue_date"},
      {"issued later than today", "number: 'A1' issue_date { year: 2099 month: 1 day: 1 }",
       "person.passport.issue_date"},
      {"expires on a part of a date", "number: 'A1' expiry_date { year: 2030 }",
       "person.passport.expiry_date"},
      {"expires before it was issued",
       "number: 'A1' issue_date { year: 2020 month: 1 day: 2 } expiry_date { year: 2020 month: 1 "
       "day: 1 }",
       "person.passport.expiry_date"},
  };
  for (const BadPassport& each : cases) {
    EXPECT_THAT(BadFields(Create(absl::StrCat("passport { ", each.passport, " }")).status()),
                ElementsAre(each.field))
        << each.label;
  }
}

TEST_P(ProtectedDataTest, WhoStaysAfterAMergeHasWhatOnlyTheDuplicateHad) {
  const std::string person = Value(Create(kBirth)).name();
  const std::string duplicate =
      Value(Create("birth_date { year: 1980 month: 1 day: 1 } passport { number: 'AB1' }")).name();
  const auto merged = Value(forum_.Do(
      &D::MergePeople, forum_.Named(person, absl::StrCat("duplicate: '", duplicate, "'"))));
  EXPECT_THAT(merged.person().protected_known(), ElementsAre("birth_date", "passport"));
  EXPECT_EQ(Value(Read(person)).birth_date->year(), 1975);
  EXPECT_EQ(Value(Read(person)).passport->number(), "AB1");
  EXPECT_TRUE(Value(Read(duplicate)).empty());
  EXPECT_THAT(Find(ProtectedField::kPassport, BlindOfPassport(TestVault(), "AB1")),
              ElementsAre(person));
}

TEST_P(ProtectedDataTest, CiphertextMovedToAnotherRowOrFieldIsNotRead) {
  const std::string first = Value(Create(absl::StrCat(kBirth, kPassport))).name();
  const std::string second = Value(Create("passport { number: 'AB1' }")).name();
  ASSERT_THAT(Run(absl::StrCat("UPDATE protected_data SET sealed = (SELECT sealed FROM "
                               "protected_data WHERE person = '",
                               first, "' AND field = 'passport') WHERE person = '", second, "'")),
              IsOk());
  EXPECT_THAT(Read(second), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_UNREADABLE));
  EXPECT_THAT(Read(first), IsOk());
  ASSERT_THAT(Run(absl::StrCat("UPDATE protected_data SET sealed = (SELECT sealed FROM "
                               "protected_data WHERE person = '",
                               first, "' AND field = 'passport') WHERE person = '", first,
                               "' AND field = 'birth_date'")),
              IsOk());
  EXPECT_THAT(Read(first), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_UNREADABLE));
}

TEST_P(ProtectedDataTest, OneChangedByteIsSeen) {
  const std::string name = Value(Create(kPassport)).name();
  std::string sealed = Texts("SELECT sealed FROM protected_data").front();
  sealed[sealed.size() / 2] = static_cast<char>(sealed[sealed.size() / 2] ^ 1);
  ASSERT_THAT(
      Write([&](storage::Tx& tx) {
        return tx.Run({"UPDATE protected_data SET sealed = $1", {storage::Bytes{sealed}}, nullptr});
      }),
      IsOk());
  EXPECT_THAT(Read(name), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_UNREADABLE));
}

TEST_P(ProtectedDataTest, WithoutAKeyNoneIsTakenAndEverythingElseGoesOn) {
  const vault::Vault none;
  delegations::Consequences consequences(forum_.attendances());
  const DirectoryService service(forum_.sealer(), consequences, none);
  const auto create = [&](const std::string& rest) {
    return storage::ChangeAndWait(
        forum_.store(), forum_.random(), {"local", "plenary.v1.DirectoryService/CreatePerson", ""},
        service, &D::CreatePerson,
        testing::Parse<v1::CreatePersonRequest>(absl::StrCat("person { ", kNames, rest, " }")));
  };
  for (const char* data : {kBirth, kPassport, kContacts}) {
    EXPECT_THAT(create(data), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
  }
  EXPECT_THAT(create(""), IsOk());
  EXPECT_THAT(Texts("SELECT name FROM people"), ::testing::SizeIs(1));
  const std::string name = Value(Create(kPassport)).name();
  EXPECT_THAT(Read(name, none), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
}

TEST_P(ProtectedDataTest, RotationSealsEveryValueAnewWhilePeopleAreWritten) {
  std::vector<std::string> names;
  names.reserve(300);
  for (int i = 0; i < 300; ++i) {
    names.push_back(Value(Create(absl::StrCat("passport { number: 'AB", i, "' }"))).name());
  }
  vault::Keyring keys = TestKeys();
  keys.fields.push_back({"next", std::string(vault::kKeyBytes, 'n')});
  const vault::Vault rotated(keys);
  testing::Race(2, [&](int racer) {
    if (racer == 0) {
      EXPECT_THAT(Reseal(forum_.store(), rotated), IsOk());
      return;
    }
    for (int i = 0; i < 30; ++i) {
      EXPECT_THAT(Update(names[i], "passport { number: 'CD1' }", "passport"), IsOk());
    }
  });
  EXPECT_THAT(Reseal(forum_.store(), rotated), IsOk());
  EXPECT_THAT(Texts("SELECT DISTINCT key_id FROM protected_data"), ElementsAre("next"));
  for (size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(Value(Read(names[i], rotated)).passport->number(),
              i < 30 ? "CD1" : absl::StrCat("AB", i));
  }
  keys.fields.erase(keys.fields.begin());
  EXPECT_THAT(Read(names[7], vault::Vault(keys)), IsOk());
}

TEST_P(ProtectedDataTest, DatesThatAnOlderProgramKeptInTheClearAreSealed) {
  const std::string name = Value(Create("")).name();
  ASSERT_THAT(Run(absl::StrCat("INSERT INTO unsealed_birth_days (person, birth_day) VALUES ('",
                               name, "', 1927)")),
              IsOk());
  EXPECT_THAT(Reseal(forum_.store(), vault::Vault()), IsOk());
  EXPECT_TRUE(Value(Read(name)).empty());
  EXPECT_THAT(Reseal(forum_.store(), TestVault()), IsOk());
  const ProtectedData data = Value(Read(name));
  EXPECT_EQ(data.birth_date->year(), 1975);
  EXPECT_EQ(data.birth_date->month(), 4);
  EXPECT_EQ(data.birth_date->day(), 12);
  EXPECT_THAT(Value(forum_.Ask(&D::GetPerson, forum_.Named(name))).protected_known(),
              ElementsAre("birth_date"));
  EXPECT_THAT(Texts("SELECT person FROM unsealed_birth_days"), IsEmpty());
}

}  // namespace
}  // namespace plenary::directory
