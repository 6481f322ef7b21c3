#include "services/base/list_query.h"

#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"

namespace plenary::base {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Column = ListOrder::Column;
using Type = Column::Type;

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

const ListSpec& Spec() {
  static const auto& spec = *new ListSpec{
      "ListPeople",
      "SELECT name FROM people",
      {{"team", FilterField::Type::kText, "team"},
       {"rank", FilterField::Type::kInt, "rank"},
       {"here", FilterField::Type::kBool, "here"}},
      {{"name", {{"name", Type::kText}}},
       {"rank", {{"rank", Type::kInt}, {"name", Type::kText}}},
       {"rank desc", {{"rank", Type::kInt, true}, {"name", Type::kText, true}}},
       {"sort", {{"sort_key", Type::kBytes}, {"rank", Type::kInt}, {"name", Type::kText}}},
       {"rank desc, sort",
        {{"rank", Type::kInt, true}, {"sort_key", Type::kBytes}, {"name", Type::kText}}},
       {"sort, rank desc",
        {{"sort_key", Type::kBytes}, {"rank", Type::kInt, true}, {"name", Type::kText, true}}}},
      5,
      20};
  return spec;
}

const TokenSealer& Sealer() {
  static const auto& sealer = *new TokenSealer(std::string(32, 'k'));
  return sealer;
}

absl::StatusOr<ListQuery> Plan(const ListRequest& request, absl::Time now = kNow) {
  return PlanList(Spec(), request, "event = $1", {std::string("tibo-2023")}, Sealer(), now);
}

ListQuery Planned(const ListRequest& request) {
  absl::StatusOr<ListQuery> query = Plan(request);
  EXPECT_TRUE(query.ok()) << query.status().ToString();
  return query.ok() ? *std::move(query) : ListQuery();
}

ListRequest Request(absl::string_view filter, absl::string_view order_by = "",
                    absl::string_view page_token = "") {
  ListRequest request;
  request.caller = "local";
  request.parent = "events/tibo-2023";
  request.filter = std::string(filter);
  request.order_by = std::string(order_by);
  request.page_token = std::string(page_token);
  return request;
}

TEST(PlanList, FirstPageIsScopeFilterOrderAndLimit) {
  const ListQuery query = Planned(Request("rank > 3 team = a", "rank desc"));
  EXPECT_EQ(query.sql,
            "SELECT name, rank, name FROM people WHERE (event = $1) AND ((rank > $2) AND "
            "(team = $3)) ORDER BY rank DESC, name DESC LIMIT $4");
  ASSERT_EQ(query.params.size(), 4u);
  EXPECT_EQ(absl::get<std::string>(query.params[0]), "tibo-2023");
  EXPECT_EQ(absl::get<int64_t>(query.params[1]), 3);
  EXPECT_EQ(absl::get<int64_t>(query.params[3]), 6);
}

std::string TokenAfter(const ListQuery& query, absl::Time now = kNow) {
  std::vector<SqlValue> last;
  for (const Column& column : query.order) {
    if (column.type == Type::kInt) last.emplace_back(int64_t{-7});
    if (column.type == Type::kText) last.emplace_back(std::string("n"));
    if (column.type == Type::kBytes) last.emplace_back(OwnedBytes{std::string("\0\xff", 2)});
  }
  return NextPageToken(query, last, Sealer(), now);
}

TEST(PlanList, NextPageBeginsBehindTheLastRow) {
  const struct {
    const char* label;
    const char* order;
    const char* sql;
  } kCases[] = {
      {"one column", "name", " AND ((name) > ($2)) ORDER BY name LIMIT $3"},
      {"upwards", "rank", " AND ((rank, name) > ($2, $3)) ORDER BY rank, name LIMIT $4"},
      {"downwards", "rank desc",
       " AND ((rank, name) < ($2, $3)) ORDER BY rank DESC, name DESC LIMIT $4"},
      {"both ways", "rank desc, sort",
       " AND (rank <= $2 AND ((rank < $2) OR (rank = $2 AND sort_key > $3) OR "
       "(rank = $2 AND sort_key = $3 AND name > $4))) ORDER BY rank DESC, sort_key, name "
       "LIMIT $5"},
  };
  for (const auto& c : kCases) {
    const std::string token = TokenAfter(Planned(Request("", c.order)));
    EXPECT_THAT(Planned(Request("", c.order, token)).sql, HasSubstr(c.sql)) << c.label;
  }
}

TEST(PlanList, OrderIsOneOfThoseOffered) {
  EXPECT_EQ(Planned(Request("", "")).order.size(), 1u);
  EXPECT_EQ(Planned(Request("", "  rank   desc ")).order.front().descending, true);
  EXPECT_EQ(Planned(Request("", "rank asc")).order.front().column, "rank");
  EXPECT_EQ(Planned(Request("", "rank desc ,sort asc")).order[1].column, "sort_key");
  for (const char* order :
       {"rnk", "RANK", "rank,", ",", "rank; DROP TABLE people", "rank asc asc"}) {
    const absl::Status status = Plan(Request("", order)).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << order;
    EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_INVALID_ORDER) << order;
    EXPECT_EQ(MetadataOf(status)["allowedOrders"],
              "name, rank, rank desc, sort, rank desc, sort, sort, rank desc");
  }
}

TEST(PlanList, PageSizeHasADefaultAndAMaximum) {
  const struct {
    int asked;
    int given;
  } kCases[] = {{0, 5}, {1, 1}, {20, 20}, {21, 20}, {2'147'483'647, 20}};
  for (const auto& c : kCases) {
    ListRequest request = Request("");
    request.page_size = c.asked;
    EXPECT_EQ(Planned(request).page_size, c.given) << c.asked;
  }
  ListRequest request = Request("");
  request.page_size = -1;
  EXPECT_EQ(ReasonOf(Plan(request).status()), v1::ERROR_REASON_INVALID_FIELDS);
}

TEST(PageToken, IsRefusedByAnotherQuery) {
  const std::string token = TokenAfter(Planned(Request("rank > 1", "rank")));
  const struct {
    const char* label;
    std::function<void(ListRequest&)> change;
  } kCases[] = {
      {"another caller", [](ListRequest& r) { r.caller = "other"; }},
      {"another parent", [](ListRequest& r) { r.parent = "events/other"; }},
      {"another filter", [](ListRequest& r) { r.filter = "rank > 2"; }},
      {"no filter", [](ListRequest& r) { r.filter = ""; }},
      {"another order", [](ListRequest& r) { r.order_by = "rank desc"; }},
      {"deleted too", [](ListRequest& r) { r.show_deleted = true; }},
      {"shifted parts", [](ListRequest& r) { r.caller = "localevents"; }},
      {"cut", [](ListRequest& r) { r.page_token.resize(r.page_token.size() / 2); }},
      {"one byte", [](ListRequest& r) { r.page_token = "A"; }},
      {"changed", [](ListRequest& r) { r.page_token[40] = r.page_token[40] == 'A' ? 'B' : 'A'; }},
      {"not base64", [](ListRequest& r) { r.page_token = "\xff*?"; }},
      {"too long", [](ListRequest& r) { r.page_token.assign(100'000, 'A'); }},
  };
  for (const auto& c : kCases) {
    ListRequest request = Request("rank > 1", "rank", token);
    ASSERT_TRUE(Plan(request).ok());
    c.change(request);
    const absl::Status status = Plan(request).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.label;
    EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_INVALID_PAGE_TOKEN) << c.label;
  }
}

TEST(PageToken, OutlivesAChangeOfPageSizeAndOfSpelling) {
  ListRequest request = Request("", "", TokenAfter(Planned(Request("", "name"))));
  request.page_size = 17;
  EXPECT_TRUE(Plan(request).ok());
}

TEST(PageToken, IsValidForThreeDays) {
  const ListRequest request = Request("", "rank", TokenAfter(Planned(Request("", "rank"))));
  EXPECT_TRUE(Plan(request, kNow + absl::Hours(72) - absl::Microseconds(1)).ok());
  EXPECT_EQ(ReasonOf(Plan(request, kNow + absl::Hours(72)).status()),
            v1::ERROR_REASON_INVALID_PAGE_TOKEN);
}

TEST(PageToken, OfAnotherOrderOfColumnsIsRefused) {
  ListQuery query = Planned(Request("", "rank"));
  query.order = {{"name", Type::kText}, {"rank", Type::kInt}};
  const std::string token = TokenAfter(query);
  EXPECT_EQ(ReasonOf(Plan(Request("", "rank", token)).status()),
            v1::ERROR_REASON_INVALID_PAGE_TOKEN);
}

TEST(TokenSealer, SealsAnyBytesForOnePurposeAndKey) {
  const std::string content("a\0\xff", 3);
  const std::string token = Sealer().Seal(content, "watch");
  EXPECT_EQ(*Sealer().Open(token, "watch"), content);
  EXPECT_THAT(token, Not(HasSubstr("=")));
  EXPECT_NE(Sealer().Seal(content, "watch"), token);
  EXPECT_EQ(Sealer().Open(token, "page").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(TokenSealer(std::string(32, 'l')).Open(token, "watch").ok());
  EXPECT_EQ(*TokenSealer(std::string(32, 'k')).Open(token, "watch"), content);
  EXPECT_EQ(*Sealer().Open(Sealer().Seal("", ""), ""), "");
}

struct Person {
  std::string name;
  std::string team;
  int64_t rank = 0;
  bool here = false;
  std::string sort_key;
};

// A database in memory with the list's table.
class People {
 public:
  explicit People(const std::vector<Person>& people) {
    EXPECT_EQ(sqlite3_open(":memory:", &db_), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db_,
                           "CREATE TABLE people (event TEXT, name TEXT, team TEXT, rank INTEGER, "
                           "here INTEGER, sort_key BLOB);"
                           "CREATE INDEX by_rank ON people (event, rank, name);"
                           "CREATE INDEX by_sort ON people (event, sort_key, rank, name)",
                           nullptr, nullptr, nullptr),
              SQLITE_OK);
    for (const Person& person : people) {
      Run("INSERT INTO people VALUES ($1, $2, $3, $4, $5, $6)",
          {std::string("tibo-2023"), person.name, person.team, person.rank, int64_t{person.here},
           OwnedBytes{person.sort_key}},
          {});
    }
  }
  ~People() { sqlite3_close(db_); }
  People(const People&) = delete;
  People& operator=(const People&) = delete;

  // The rows of `sql`: their first column and then those of `order`.
  struct Row {
    std::string name;
    std::vector<SqlValue> order;
  };
  std::vector<Row> Run(const std::string& sql, const std::vector<SqlValue>& params,
                       const std::vector<Column>& order) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
    for (size_t i = 0; i < params.size(); ++i) Bind(statement, static_cast<int>(i) + 1, params[i]);
    std::vector<Row> rows;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      Row& row = rows.emplace_back();
      row.name = Text(statement, 0);
      for (size_t i = 0; i < order.size(); ++i) {
        row.order.push_back(Value(statement, static_cast<int>(i) + 1, order[i].type));
      }
    }
    EXPECT_EQ(sqlite3_finalize(statement), SQLITE_OK);
    return rows;
  }

 private:
  static void Bind(sqlite3_stmt* statement, int number, const SqlValue& value) {
    const int at = sqlite3_bind_parameter_index(statement, absl::StrCat("$", number).c_str());
    ASSERT_GT(at, 0);
    if (const int64_t* integer = absl::get_if<int64_t>(&value)) {
      sqlite3_bind_int64(statement, at, *integer);
    } else if (const std::string* text = absl::get_if<std::string>(&value)) {
      sqlite3_bind_text(statement, at, text->data(), static_cast<int>(text->size()),
                        SQLITE_TRANSIENT);
    } else {
      const std::string& data = absl::get<OwnedBytes>(value).data;
      sqlite3_bind_blob(statement, at, data.data(), static_cast<int>(data.size()),
                        SQLITE_TRANSIENT);
    }
  }
  static std::string Text(sqlite3_stmt* statement, int column) {
    const void* data = sqlite3_column_blob(statement, column);
    return std::string(static_cast<const char*>(data),
                       static_cast<size_t>(sqlite3_column_bytes(statement, column)));
  }
  static SqlValue Value(sqlite3_stmt* statement, int column, Type type) {
    if (type == Type::kInt) return int64_t{sqlite3_column_int64(statement, column)};
    if (type == Type::kText) return Text(statement, column);
    return OwnedBytes{Text(statement, column)};
  }

  sqlite3* db_ = nullptr;
};

using Predicate = std::function<bool(const Person&)>;

// A random filter, and what it means said once more in C++.
struct MeantFilter {
  std::string text;
  Predicate holds;
};

MeantFilter RandomComparison(std::mt19937& random) {
  const int64_t rank = static_cast<int64_t>(random() % 7) - 3;
  const std::string team(1, static_cast<char>('a' + random() % 4));
  switch (random() % 6) {
    case 0:
      return {absl::StrCat("rank > ", rank), [rank](const Person& p) { return p.rank > rank; }};
    case 1:
      return {absl::StrCat("rank<=", rank), [rank](const Person& p) { return p.rank <= rank; }};
    case 2:
      return {absl::StrCat("rank != ", rank), [rank](const Person& p) { return p.rank != rank; }};
    case 3:
      return {absl::StrCat("team:\"", team, "\""),
              [team](const Person& p) { return p.team.rfind(team, 0) == 0; }};
    case 4:
      return {absl::StrCat("team >= ", team), [team](const Person& p) { return p.team >= team; }};
    default:
      return {"here = true", [](const Person& p) { return p.here; }};
  }
}

MeantFilter RandomFilter(std::mt19937& random, int depth) {
  if (depth == 0 || random() % 4 == 0) return RandomComparison(random);
  const MeantFilter a = RandomFilter(random, depth - 1);
  if (random() % 4 == 0) {
    return {absl::StrCat("NOT (", a.text, ")"), [a](const Person& p) { return !a.holds(p); }};
  }
  const MeantFilter b = RandomFilter(random, depth - 1);
  if (random() % 2 == 0) {
    return {absl::StrCat("(", a.text, ") OR (", b.text, ")"),
            [a, b](const Person& p) { return a.holds(p) || b.holds(p); }};
  }
  // The comparison binds its OR tighter than the AND before it.
  const MeantFilter c = RandomComparison(random);
  return {absl::StrCat("(", a.text, random() % 2 == 0 ? ") AND (" : ") (", b.text, ") OR ", c.text),
          [a, b, c](const Person& p) { return a.holds(p) && (b.holds(p) || c.holds(p)); }};
}

std::vector<Person> RandomPeople(std::mt19937& random) {
  std::vector<Person> people(random() % 60);
  for (size_t i = 0; i < people.size(); ++i) {
    Person& person = people[i];
    person.name = absl::StrCat("p", random() % 10, "-", i);
    for (size_t letters = random() % 3; letters > 0; --letters) {
      person.team.push_back(static_cast<char>('a' + random() % 4));
    }
    person.rank = static_cast<int64_t>(random() % 7) - 3;
    person.here = random() % 2 == 0;
    person.sort_key.assign(random() % 2, static_cast<char>(random() % 3 * 127));
  }
  return people;
}

// Whether `a` comes before `b` in `order`.
bool Before(const ListOrder& order, const Person& a, const Person& b) {
  for (const Column& column : order.columns) {
    int way = 0;
    if (column.column == "rank") way = a.rank < b.rank ? -1 : a.rank > b.rank;
    if (column.column == "name") way = a.name.compare(b.name);
    if (column.column == "sort_key") way = a.sort_key.compare(b.sort_key);
    if (way != 0) return column.descending ? way > 0 : way < 0;
  }
  return false;
}

std::vector<std::string> NamesByPages(People& table, ListRequest request, std::mt19937& random) {
  std::vector<std::string> names;
  do {
    request.page_size = 1 + static_cast<int>(random() % 20);
    const ListQuery query = Planned(request);
    const std::vector<People::Row> rows = table.Run(query.sql, query.params, query.order);
    const size_t on_page = std::min(rows.size(), static_cast<size_t>(query.page_size));
    for (size_t i = 0; i < on_page; ++i) names.push_back(rows[i].name);
    request.page_token =
        rows.size() > on_page ? NextPageToken(query, rows[on_page - 1].order, Sealer(), kNow) : "";
  } while (!request.page_token.empty() && names.size() < 1000);
  return names;
}

TEST(Paging, PagesHoldEveryRowOnceAndInOrder) {
  std::mt19937 random(20231003);
  for (int round = 0; round < 400; ++round) {
    std::vector<Person> people = RandomPeople(random);
    People table(people);
    const MeantFilter filter = RandomFilter(random, 3);
    const ListOrder& order = Spec().orders[random() % Spec().orders.size()];
    people.erase(std::remove_if(people.begin(), people.end(),
                                [&](const Person& person) { return !filter.holds(person); }),
                 people.end());
    std::sort(people.begin(), people.end(),
              [&](const Person& a, const Person& b) { return Before(order, a, b); });
    std::vector<std::string> expected;
    expected.reserve(people.size());
    for (const Person& person : people) expected.push_back(person.name);
    ASSERT_EQ(NamesByPages(table, Request(filter.text, order.name), random), expected)
        << filter.text << " by " << order.name;
  }
}

TEST(Paging, NextPageIsReadFromTheIndex) {
  People table({});
  for (const char* order : {"rank", "rank desc", "sort"}) {
    const ListQuery query = Planned(Request("", order, TokenAfter(Planned(Request("", order)))));
    std::string steps;
    // The fourth column of a query plan says what a step does.
    for (const People::Row& row :
         table.Run(absl::StrCat("EXPLAIN QUERY PLAN ", query.sql), query.params,
                   std::vector<Column>(3, {"", Type::kText}))) {
      absl::StrAppend(&steps, absl::get<std::string>(row.order[2]), "\n");
    }
    EXPECT_THAT(steps, HasSubstr("(event=? AND ")) << order;
    EXPECT_THAT(steps, Not(HasSubstr("TEMP B-TREE"))) << order;
  }
}

}  // namespace
}  // namespace plenary::base
