// Imports of participants over every engine: lists as people send them.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/storage/change_log.h"
#include "tests/testing/import_suite.h"
#include "tests/testing/race.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TimeOf;
using ::plenary::testing::Value;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using P = v1::Participant;

class ImportsTest : public testing::ImportTest {
 protected:
  // A list of `count` people who are all different.
  static std::string ListOf(int count) {
    std::string list = "Фамилия,Имя,E-mail\r\n";
    for (int i = 0; i < count; ++i) absl::StrAppend(&list, RowOf(i), "\r\n");
    return list;
  }
  static std::string RowOf(int i) {
    return absl::StrCat(WordOf(i + 1000), "ров,Пётр,p", i, "@example.org");
  }
  // Another word for every number.
  static std::string WordOf(int number) {
    static constexpr const char* kSyllables[] = {"ба", "во", "гу", "де", "жи",
                                                 "за", "ко", "лу", "ме", "ни"};
    std::string word;
    for (int rest = number; rest > 0; rest /= 10) word += kSyllables[rest % 10];
    return word;
  }
  std::string HeadsOfChains() {
    std::string heads;
    const absl::Status read = storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) {
      for (const char* partition : {"events/tibo", "directory"}) {
        PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, partition));
        absl::StrAppend(&heads, head.number, head.hash);
      }
      return absl::OkStatus();
    });
    EXPECT_THAT(read, IsOk());
    return heads;
  }
};
PLENARY_ON_EVERY_ENGINE(ImportsTest);

// --- Lists as people send them.

TEST_P(ImportsTest, AListOfNamesInOneCellIsTakenAsItIs) {
  EXPECT_EQ(Summary(Import("Список участников,,,,\n"
                           ",,,,\n"
                           "№ п/п,Ф.И.О.,Дата рождения,Должность,E-mail\n"
                           "1,Примеров Пётр Петрович,12.04.1975,начальник отдела,p@example.org\n"
                           "2,ОБРАЗЦОВА Анна Ивановна,03.11.1988,,\n"
                           "3,Условный И.И.,,консультант,\n")),
            "3 created");
  const auto people = ByName();
  ASSERT_THAT(people, SizeIs(3));
  const P& primerov = people.at("Примеров Пётр Петрович");
  EXPECT_EQ(primerov.state(), P::NOMINATED);
  EXPECT_EQ(primerov.category(), delegates_);
  ASSERT_EQ(primerov.titles_size(), 1);
  EXPECT_EQ(primerov.titles(0).text(), "начальник отдела");
  EXPECT_EQ(primerov.titles(0).language(), "ru");
  const v1::Person person = PersonOf(primerov);
  EXPECT_EQ(person.names(0).family_name(), "Примеров");
  EXPECT_EQ(person.names(0).patronymic(), "Петрович");
  EXPECT_EQ(person.work_email(), "p@example.org");
  EXPECT_TRUE(person.birth_date_known());
  EXPECT_EQ(person.job_titles(0).text(), "начальник отдела");
  EXPECT_TRUE(people.count("Образцова Анна Ивановна"));
  EXPECT_TRUE(people.count("Условный И. И."));
}

TEST_P(ImportsTest, TitleAndOrganizationAreTakenApart) {
  forum_.Organization("kursk");
  const auto operation = Import(
      "ФИО;Должность, организация\n"
      "Примеров Пётр Петрович;директор, ООО «Пример»\n",
      "create_organizations: true create_delegations: true");
  EXPECT_EQ(Summary(operation), "1 created");
  const P primerov = forum_.Participants().at(0);
  const v1::Person person = PersonOf(primerov);
  EXPECT_EQ(person.job_titles(0).text(), "директор");
  ASSERT_NE(person.organization(), "");
  const auto organization =
      Value(forum_.Ask(&Forum::Directory::GetOrganization, Forum::Named(person.organization())));
  EXPECT_EQ(organization.display_names(0).text(), "ООО «Пример»");
  EXPECT_EQ(organization.type(), v1::Organization::COMPANY);
  ASSERT_NE(primerov.delegation(), "");
  EXPECT_EQ(forum_.GetDelegation(primerov.delegation()).organization(), person.organization());
}

TEST_P(ImportsTest, AnOrganizationThatIsUnknownIsKeptAsTheAffiliation) {
  EXPECT_EQ(Summary(Import("ФИО,Организация\nПримеров Пётр Петрович,ООО «Пример»\n")), "1 created");
  const P primerov = forum_.Participants().at(0);
  ASSERT_EQ(primerov.affiliations_size(), 1);
  EXPECT_EQ(primerov.affiliations(0).text(), "ООО «Пример»");
  EXPECT_EQ(PersonOf(primerov).organization(), "");
  EXPECT_THAT(Complaints(), ElementsAre("2 REMARK 2 UNKNOWN_NAME"));
}

TEST_P(ImportsTest, NamesAreReadInTheLanguagesOfTheirColumns) {
  EXPECT_EQ(Summary(Import("Фамилия,Имя,Отчество,Прозвішча (бел.),Імя (бел.),"
                           "Фамилия (лат.),Имя (лат.)\n"
                           "Ковалёв,Сергей,Иванович,Кавалёў,Сяргей,Kavaliou,Siarhei\n")),
            "1 created");
  const v1::Person person = PersonOf(forum_.Participants().at(0));
  ASSERT_EQ(person.names_size(), 2);
  EXPECT_EQ(person.names(0).language(), "ru");
  EXPECT_EQ(person.names(0).patronymic(), "Иванович");
  EXPECT_EQ(person.names(1).language(), "be");
  EXPECT_EQ(person.names(1).family_name(), "Кавалёў");
  EXPECT_EQ(person.latin_name().family_name(), "Kavaliou");
}

TEST_P(ImportsTest, TheRestOfARowIsReadInFourLanguages) {
  const std::string kursk = forum_.Delegation("kursk");
  EXPECT_EQ(
      Summary(Import("Name;Country;Languages;Capacity;Functions;Delegation;Arrival;Hotel;Needs;"
                     "Shirt size;Precedence;Note\n"
                     "Ivan Primer;Беларусь;русский, англ.;советник;спикер, 记者;kursk;"
                     "31.05.2023 09:30;Minsk Hotel;step-free access; Large;3;late\n"
                     "Anna Primer;CN;zh;团长;;kursk;;;;;;\n")),
      "2 created");
  const auto people = ByName();
  const P& ivan = people.at("Primer Ivan");
  EXPECT_EQ(ivan.capacity(), P::ADVISER);
  EXPECT_THAT(ivan.functions(), ElementsAre(P::SPEAKER, P::PRESS));
  EXPECT_EQ(ivan.delegation(), kursk);
  EXPECT_EQ(TimeOf(ivan.stay().arrival().time()),
            absl::FromCivil(absl::CivilSecond(2023, 5, 31, 6, 30, 0), absl::UTCTimeZone()));
  EXPECT_EQ(ivan.stay().hotel(), "Minsk Hotel");
  EXPECT_THAT(ivan.stay().needs(), ElementsAre("step-free access"));
  EXPECT_EQ(ivan.custom_values().at("shirt"), "l");
  EXPECT_EQ(ivan.precedence(), 3);
  EXPECT_EQ(ivan.note(), "late");
  EXPECT_EQ(PersonOf(ivan).country_code(), "BY");
  EXPECT_THAT(PersonOf(ivan).languages(), ElementsAre("ru", "en"));
  EXPECT_EQ(people.at("Primer Anna").capacity(), P::HEAD);
  EXPECT_EQ(forum_.GetDelegation(kursk).headships_size(), 1);
}

// --- What is wrong with a row.

TEST_P(ImportsTest, EveryProblemOfARowIsReportedAtOnceAtItsColumn) {
  EXPECT_EQ(Summary(Import("ФИО,Дата рождения,E-mail,Страна,Функции\n"
                           "Примеров Пётр Петрович,31.02.1980,nobody,Атлантида,водолаз\n"
                           "Образцова Анна Ивановна,03.11.1988,a@example.org,Россия,спикер\n")),
            "1 created, 1 rejected");
  EXPECT_THAT(Complaints(),
              ElementsAre("2 REJECTED 2 INVALID_FIELDS", "2 REJECTED 3 INVALID_FIELDS",
                          "2 REJECTED 4 INVALID_FIELDS", "2 REJECTED 5 INVALID_FIELDS"));
  const v1::ImportReject date = Rejects(last_).at(0);
  EXPECT_EQ(date.heading(), "Дата рождения");
  EXPECT_EQ(date.cell(), "31.02.1980");
  EXPECT_NE(date.remedy(), "");
}

TEST_P(ImportsTest, LookalikeLettersAreHeldBackAndRepairedOnRequest) {
  // The first letter is a Latin C.
  const std::string list = "Фамилия,Имя\nCергеев,Пётр\n";
  EXPECT_EQ(Summary(Import(list)), "1 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("2 QUESTION 1 LOOKALIKE_LETTERS"));
  EXPECT_EQ(base::MetadataOf(base::FromRpcStatus(Rejects(last_).at(0).error())).at("repaired"),
            "Сергеев");
  EXPECT_EQ(Summary(Import(list, "repair_lookalikes: true")), "1 created");
  EXPECT_THAT(Complaints(), ElementsAre("2 REMARK 1 LOOKALIKE_LETTERS"));
  EXPECT_TRUE(ByName().count("Сергеев Пётр"));
}

TEST_P(ImportsTest, WhatCannotBeSeenIsLeftOutOfNamesWithARemark) {
  EXPECT_EQ(Summary(Import("Фамилия,Имя\nПриме\xE2\x80\x8Bров,\xE2\x80\xAEПётр\n")), "1 created");
  EXPECT_THAT(Complaints(), ElementsAre("2 REMARK 1 INVALID_FIELDS", "2 REMARK 2 INVALID_FIELDS"));
  EXPECT_TRUE(ByName().count("Примеров Пётр"));
}

TEST_P(ImportsTest, RejectsAreListedPageByPageAndBySeverity) {
  EXPECT_EQ(
      Summary(Import("Фамилия,Имя,E-mail\nCергеев,Пётр,\nПримеров,Пётр,x\nОбразцов,Пётр,y\n")),
      "3 rejected");
  EXPECT_THAT(Complaints("page_size: 1"),
              ElementsAre("2 QUESTION 1 LOOKALIKE_LETTERS", "3 REJECTED 3 INVALID_FIELDS",
                          "4 REJECTED 3 INVALID_FIELDS"));
  EXPECT_THAT(Complaints("filter: 'severity = QUESTION'"),
              ElementsAre("2 QUESTION 1 LOOKALIKE_LETTERS"));
  EXPECT_THAT(forum_.Ask(&Forum::Delegations::ListImportRejects, "parent: 'operations/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(ImportsTest, AListWithoutNamesIsRefusedAsAWhole) {
  const auto operation = Import("E-mail,Телефон\na@example.org,1\n");
  EXPECT_EQ(base::ReasonOf(base::FromRpcStatus(operation.error())), v1::ERROR_REASON_TABLE_COLUMNS);
  EXPECT_THAT(forum_.Participants(), IsEmpty());
}

TEST_P(ImportsTest, ABrokenQuoteRefusesTheListBeforeAnybodyIsImported) {
  const auto operation = Import("Фамилия,Имя\nПримеров,Пётр\n\"Образцов,Иван\nУсловный,Пётр\n");
  EXPECT_EQ(base::ReasonOf(base::FromRpcStatus(operation.error())),
            v1::ERROR_REASON_TABLE_UNREADABLE);
  EXPECT_THAT(forum_.Participants(), IsEmpty());
}

TEST_P(ImportsTest, ADelegationOrACategoryNobodyKnowsRejectsTheRow) {
  EXPECT_EQ(Summary(Import("ФИО,Делегация,Категория\n"
                           "Примеров Пётр Петрович,Атлантида,delegates\n"
                           "Образцова Анна Ивановна,,гости\n")),
            "2 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("2 REJECTED 2 UNKNOWN_NAME", "3 REJECTED 3 UNKNOWN_NAME"));
}

// --- Who is who.

TEST_P(ImportsTest, TheSameFileImportedTwiceFindsEverythingUnchanged) {
  const std::string list =
      "ФИО,Организация,Должность,Дата рождения,E-mail\n"
      "Примеров Пётр Петрович,ООО «Пример»,директор,12.04.1975,p@example.org\n"
      "Образцова Анна Ивановна,ООО «Пример»,юрист,,\n"
      "Условный И.И.,,,,\n";
  const char* rest = "create_organizations: true create_delegations: true";
  EXPECT_EQ(Summary(Import(list, rest)), "3 created");
  const std::string heads = HeadsOfChains();
  EXPECT_EQ(Summary(Import(list, rest)), "3 unchanged");
  EXPECT_EQ(HeadsOfChains(), heads);
  EXPECT_THAT(forum_.Participants(), SizeIs(3));
}

TEST_P(ImportsTest, ARowChangesWhatItSaysAndLeavesTheRest) {
  Import("ФИО,Должность,Гостиница\nПримеров Пётр Петрович,директор,Минск\n");
  EXPECT_EQ(Summary(Import("ФИО,Должность,Телефон\nПримеров Пётр Петрович,советник,123\n")),
            "1 updated");
  const P primerov = forum_.Participants().at(0);
  EXPECT_EQ(primerov.titles(0).text(), "советник");
  EXPECT_EQ(primerov.stay().hotel(), "Минск");
  EXPECT_EQ(PersonOf(primerov).work_phone(), "123");
}

TEST_P(ImportsTest, ThoseWhoTakePartArePassedOverOnRequest) {
  Import("ФИО,Должность\nПримеров Пётр Петрович,директор\n");
  EXPECT_EQ(Summary(Import("ФИО,Должность\nПримеров Пётр Петрович,советник\n",
                           "existing: SKIP_EXISTING")),
            "1 unchanged");
  EXPECT_EQ(forum_.Participants().at(0).titles(0).text(), "директор");
}

TEST_P(ImportsTest, ARepeatedPersonIsRejectedWithTheEarlierLine) {
  EXPECT_EQ(Summary(Import("ФИО,E-mail\n"
                           "Примеров Пётр Петрович,p@example.org\n"
                           "Образцова Анна Ивановна,\n"
                           "Примеров Пётр Петрович,p@example.org\n")),
            "2 created, 1 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("4 REJECTED 1 REPEATED_ROW"));
  EXPECT_EQ(base::MetadataOf(base::FromRpcStatus(Rejects(last_).at(0).error())).at("line"), "2");
}

TEST_P(ImportsTest, SomebodyWhoLooksLikeOneWhoIsThereIsAskedAbout) {
  Value(forum_.Do(&Forum::Directory::CreatePerson,
                  "person { names { language: 'ru' family_name: 'Примеров' given_name: 'Пётр' "
                  "patronymic: 'Петрович' } work_email: 'old@example.org' }"));
  const std::string list = "ФИО,E-mail,Организация\nПримеров Пётр Петрович,new@example.org,Альфа\n";
  EXPECT_EQ(Summary(Import(list, "create_organizations: true")), "1 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("2 QUESTION 1 LIKELY_DUPLICATE"));
  const v1::ImportReject question = Rejects(last_).at(0);
  ASSERT_EQ(question.candidates_size(), 1);
  EXPECT_GE(question.candidates(0).likeness(), 700);
  const std::string person = question.candidates(0).person().name();

  EXPECT_EQ(Summary(Import(list, "decisions { line: 2 leave_out: true }")), "1 unchanged");
  EXPECT_THAT(forum_.Participants(), IsEmpty());
  EXPECT_EQ(Summary(Import(list, absl::StrCat("decisions { line: 2 person: '", person, "' }"))),
            "1 created");
  EXPECT_EQ(forum_.Participants().at(0).person(), person);
}

TEST_P(ImportsTest, DecidedToBeSomebodyNewARowCreatesAPerson) {
  const std::string old = forum_.Person("Primer");
  const std::string list = "Name,Organization\nPrimer,Alpha Ltd\n";
  EXPECT_EQ(Summary(Import(list, "create_organizations: true")), "1 rejected");
  EXPECT_EQ(Summary(Import(list,
                           "create_organizations: true "
                           "decisions { line: 2 create_new: true }")),
            "1 created");
  EXPECT_NE(forum_.Participants().at(0).person(), old);
  EXPECT_EQ(Summary(Import(list, "create_organizations: true")), "1 unchanged");
}

TEST_P(ImportsTest, LikenessesCanBeTakenForNewPeople) {
  forum_.Person("Primer");
  EXPECT_EQ(Summary(Import("Name,Organization\nPrimer,Alpha Ltd\n",
                           "create_organizations: true likely_duplicates: CREATE_NEW")),
            "1 created");
}

TEST_P(ImportsTest, SomebodyInAnotherDelegationIsLeftThere) {
  const std::string kursk = forum_.Delegation("kursk");
  const std::string omsk = forum_.Delegation("omsk");
  const std::string list = "ФИО,Делегация\nПримеров Пётр Петрович,kursk\n";
  EXPECT_EQ(Summary(Import(list)), "1 created");
  EXPECT_EQ(Summary(Import(absl::StrReplaceAll(list, {{"kursk", "omsk"}}))), "1 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("2 REJECTED 1 PERSON_ALREADY_PARTICIPATES"));
  EXPECT_EQ(forum_.Participants().at(0).delegation(), kursk);
}

TEST_P(ImportsTest, SomebodyWhoWithdrewDoesNotComeBackWithAnOldList) {
  const std::string list = "ФИО\nПримеров Пётр Петрович\n";
  Import(list);
  Value(forum_.Withdraw(forum_.Participants().at(0).name()));
  EXPECT_EQ(Summary(Import(list)), "1 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("2 QUESTION 0 WRONG_STATE"));
}

// --- Seats.

TEST_P(ImportsTest, WhereSeatsRunOutTheRestIsRejectedAndLeavesNothingBehind) {
  const std::string guests = forum_.Category("guests", "limit: 2");
  const std::string list =
      absl::StrCat("Фамилия,Имя,E-mail,Организация\n", RowOf(1), ",Альфа\n", RowOf(2), ",Бета\n",
                   RowOf(3), ",Гамма\n", RowOf(4), ",Гамма\n");
  const std::string rest = absl::StrCat(
      "category: '", guests, "' confirm: true create_organizations: true create_delegations: true");
  EXPECT_EQ(Summary(Import(list, rest)), "2 created, 2 rejected");
  EXPECT_THAT(Complaints(), ElementsAre("4 REJECTED 0 CATEGORY_LIMIT_REACHED",
                                        "5 REJECTED 0 CATEGORY_LIMIT_REACHED"));
  EXPECT_EQ(Value(forum_.Ask(&Forum::Directory::ListOrganizations, "")).organizations_size(), 2);
  EXPECT_EQ(Value(forum_.Ask(&Forum::Directory::ListPeople, "")).people_size(), 2);
  EXPECT_THAT(forum_.AllDelegations("events/tibo"), SizeIs(2));
}

TEST_P(ImportsTest, WhereSeatsRunOutTheRestWaitsIfTheEventSaysSo) {
  const std::string guests = forum_.Category("guests", "limit: 2");
  EXPECT_EQ(Summary(Import(ListOf(4),
                           absl::StrCat("category: '", guests, "' confirm: true when_full: WAIT"))),
            "4 created");
  int waiting = 0;
  for (const P& participant : forum_.Participants()) {
    waiting += participant.state() == P::WAITLISTED ? 1 : 0;
  }
  EXPECT_EQ(waiting, 2);
}

// --- Many rows, interruptions, races.

TEST_P(ImportsTest, ADryRunReportsEverythingAndChangesNothing) {
  const std::string heads = HeadsOfChains();
  const auto operation = Import(ListOf(3) + "Примеров,Пётр,x\n", "dry_run: true");
  EXPECT_EQ(Summary(operation), "3 created, 1 rejected");
  EXPECT_TRUE(CountsOf(operation).dry_run());
  EXPECT_THAT(Complaints(), ElementsAre("5 REJECTED 3 INVALID_FIELDS"));
  EXPECT_EQ(HeadsOfChains(), heads);
  EXPECT_THAT(forum_.Participants(), IsEmpty());
}

TEST_P(ImportsTest, TwoThousandRowsAreImportedBatchByBatch) {
  const auto operation = Import(ListOf(2000));
  EXPECT_EQ(Summary(operation), "2000 created");
  EXPECT_EQ(CountsOf(operation).rows_total(), 2000);
  EXPECT_EQ(CountsOf(operation).rows_done(), 2000);
  EXPECT_EQ(CountsOf(operation).people_created(), 2000);
  v1::ImportResponse response;
  ASSERT_TRUE(operation.response().UnpackTo(&response));
  EXPECT_EQ(response.counts().created(), 2000);
}

TEST_P(ImportsTest, RowsThatBringAlongAGreatDealAreDoneInSmallerTransactions) {
  // Each with a delegation of its own, of an organization called by words nobody has heard yet.
  std::string list = "Фамилия,Имя,E-mail,Организация\r\n";
  for (int i = 0; i < 250; ++i) {
    absl::StrAppend(&list, RowOf(i), ",");
    for (int word = 2; word < 10; ++word) absl::StrAppend(&list, WordOf(word * 1000 + i), " ");
    absl::StrAppend(&list, "\r\n");
  }
  const auto operation = Import(list, "create_organizations: true create_delegations: true");
  EXPECT_EQ(Summary(operation), "250 created");
  EXPECT_EQ(CountsOf(operation).rows_done(), 250);
  EXPECT_THAT(forum_.AllDelegations("events/tibo"), SizeIs(250));
  int64_t transactions = 0;
  EXPECT_THAT(
      storage::ReadAndWait(forum_.store(),
                           [&](storage::Tx& tx) {
                             return tx.Run(
                                 {"SELECT COUNT(DISTINCT transaction_id) FROM changes "
                                  "WHERE resource LIKE 'events/tibo/participants/%'",
                                  {},
                                  [&](const storage::Row& row) { transactions = row.Int(0); }});
                           }),
      IsOk());
  EXPECT_GT(transactions, 1);
}

TEST_P(ImportsTest, ACancelledImportHasDoneWholeRowsAndRepeatingCompletesIt) {
  const std::string list = ListOf(1200);
  const std::string name = Value(Begin(Upload(list))).name();
  Server server(forum_, participants_, "server");
  ASSERT_TRUE(server.Claim());
  ASSERT_TRUE(server.Step());  // reads
  ASSERT_TRUE(server.Step());  // the first batch
  EXPECT_THAT(
      storage::WriteAndWait(forum_.store(), {std::string(storage::kOperationsKey)},
                            [&](storage::Tx& tx) { return storage::AskToCancel(tx, name); }),
      IsOk());
  while (server.Step()) {
  }
  const auto cancelled = Find(name);
  EXPECT_EQ(cancelled.error().code(), static_cast<int>(absl::StatusCode::kCancelled));
  const v1::ImportMetadata counts = CountsOf(cancelled);
  EXPECT_GT(counts.created(), 0);
  EXPECT_LT(counts.created(), 1200);
  EXPECT_THAT(forum_.Participants(), SizeIs(counts.created()));
  EXPECT_EQ(CountsOf(Import(list)).created(), 1200 - counts.created());
  EXPECT_THAT(forum_.Participants(), SizeIs(1200));
}

TEST_P(ImportsTest, AnotherServerGoesOnWhereOneWasKilled) {
  const std::string name = Value(Begin(Upload(ListOf(1200)))).name();
  {
    ParticipantImportWork work(testing::TestVault(), forum_.attendances());
    Server killed(forum_, work, "killed");
    ASSERT_TRUE(killed.Claim());
    ASSERT_TRUE(killed.Step());
    ASSERT_TRUE(killed.Step());
    killed.Release();
  }
  ParticipantImportWork work(testing::TestVault(), forum_.attendances());
  const auto operation = Finish(name, work);
  EXPECT_EQ(Summary(operation), "1200 created");
  EXPECT_THAT(forum_.Participants(), SizeIs(1200));
}

TEST_P(ImportsTest, AServerKilledWhileItReadsBeginsTheFileAgain) {
  const std::string name = Value(Begin(Upload(ListOf(4100)))).name();
  {
    ParticipantImportWork work(testing::TestVault(), forum_.attendances());
    Server killed(forum_, work, "killed");
    ASSERT_TRUE(killed.Claim());
    ASSERT_TRUE(killed.Step());
    killed.Release();
  }
  EXPECT_EQ(CountsOf(Find(name)).phase(), v1::ImportMetadata::READING);
  ParticipantImportWork work(testing::TestVault(), forum_.attendances());
  Server other(forum_, work, "other");
  ASSERT_TRUE(other.Claim());
  while (CountsOf(Find(name)).phase() == v1::ImportMetadata::READING) ASSERT_TRUE(other.Step());
  EXPECT_EQ(CountsOf(Find(name)).rows_total(), 4100);
}

TEST_P(ImportsTest, TwoImportsOfOneFileAtOnceRegisterEveryRowOnce) {
  const std::string list = ListOf(600);
  const std::string first = Value(Begin(Upload(list))).name();
  const std::string second = Value(Begin(Upload(list))).name();
  testing::Race(2, [&](int racer) {
    Server server(forum_, participants_, absl::StrCat("server", racer));
    ASSERT_TRUE(server.Claim());
    while (server.Step()) {
    }
  });
  const v1::ImportMetadata a = CountsOf(Find(first));
  const v1::ImportMetadata b = CountsOf(Find(second));
  EXPECT_EQ(a.created() + b.created(), 600);
  EXPECT_EQ(a.unchanged() + b.unchanged(), 600);
  EXPECT_THAT(forum_.Participants(), SizeIs(600));
}

TEST_P(ImportsTest, AnImportOfNothingIsRefusedAtOnce) {
  EXPECT_THAT(Begin("files/none"), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Begin(Upload("ФИО\n"), "category: 'events/other/categories/a'"),
              RefusedFor(v1::ERROR_REASON_INVALID_FIELDS));
}

// --- The preview.

TEST_P(ImportsTest, APreviewShowsTheColumnsAndTheFirstRows) {
  const std::string file = Upload("Список,\n№,ФИО\n1,Примеров Пётр\n2,Образцова Анна\n");
  const v1::ImportPreview preview =
      Value(forum_.Ask(&Forum::Delegations::PreviewImport,
                       absl::StrCat("parent: 'events/tibo' file: '", file, "'")));
  EXPECT_EQ(preview.format(), "CSV");
  EXPECT_EQ(preview.table().encoding(), "UTF-8");
  EXPECT_EQ(preview.table().delimiter(), ",");
  EXPECT_EQ(preview.table().header_line(), 2);
  ASSERT_EQ(preview.columns_size(), 2);
  EXPECT_EQ(preview.columns(0).field(), v1::ROW_NUMBER);
  EXPECT_EQ(preview.columns(1).field(), v1::FULL_NAME);
  ASSERT_EQ(preview.rows_size(), 2);
  EXPECT_EQ(preview.rows(0).line(), 3);
  EXPECT_THAT(preview.problems(), IsEmpty());
}

TEST_P(ImportsTest, ColumnsCanBeCorrectedBeforeTheImport) {
  EXPECT_EQ(Summary(Import("Кто,Что\nПримеров Пётр Петрович,директор\n",
                           "table { header_line: 1 } columns { index: 1 field: FULL_NAME } "
                           "columns { index: 2 field: NOTE }")),
            "1 created");
  EXPECT_EQ(forum_.Participants().at(0).note(), "директор");
}

}  // namespace
}  // namespace plenary::delegations
