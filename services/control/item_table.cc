#include "services/control/item_table.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/control/commitment_table.h"

namespace plenary::control {
namespace {

using storage::Bytes;
using storage::Row;
using storage::Statement;
using storage::ToMicros;
using storage::Tx;
using Column = base::ListOrder::Column;
using Item = v1::ActionItem;

// The statements name states by their numbers.
static_assert(Item::DRAFT == 1);

constexpr absl::string_view kSelectItem = "SELECT body FROM action_items WHERE name = $1";

// As what an item names somebody.
constexpr char kExecutor[] = "executor";
constexpr char kController[] = "controller";
constexpr char kAuthor[] = "author";

absl::string_view RoleOf(Part part) {
  switch (part) {
    case Part::kExecutor:
      return kExecutor;
    case Part::kController:
      return kController;
    case Part::kAuthor:
      return kAuthor;
  }
  return "";
}

int64_t DeletedMicros(const Item& item) {
  return item.has_delete_time() ? ToMicros(item.delete_time()) : 0;
}

// The column stage: see the migration.
int64_t StageOf(const Item& item) {
  if (item.has_delete_time()) return 0;
  switch (item.state()) {
    case Item::ASSIGNED:
      return 1;
    case Item::ACKNOWLEDGED:
    case Item::IN_PROGRESS:
    case Item::RETURNED:
      return 2;
    case Item::REPORTED:
      return 3;
    default:
      return 0;
  }
}

// Writes who has to do with an item, each name once in each part.
absl::Status WritePeople(Tx& tx, const Item& item) {
  std::vector<Statement> statements;
  statements.reserve(5 + 2 * static_cast<size_t>(item.co_executors_size()));
  const absl::string_view name = item.name();
  const int64_t asks = item.undecided_extension().empty() || StageOf(item) == 0 ? 0 : 1;
  statements.push_back({"DELETE FROM action_item_people WHERE item = $1", {name}, nullptr});
  const auto add = [&](absl::string_view who, absl::string_view role) {
    if (who.empty()) return;
    statements.push_back(
        {"INSERT INTO action_item_people (who, role, item, stage, due_date, asks) "
         "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
         {who, role, name, StageOf(item), DueColumn(item.due_date()), asks},
         nullptr});
  };
  const auto add_executor = [&](const Item::Executor& executor) {
    add(executor.organization(), kExecutor);
    add(executor.person(), kExecutor);
  };
  add_executor(item.lead());
  for (const Item::Executor& each : item.co_executors()) add_executor(each);
  add(item.controller(), kController);
  add(item.author(), kAuthor);
  return tx.RunAll(absl::MakeSpan(statements));
}

// Who has such a part in an item, by a name as it was written.
base::FilterField Having(const std::string& role) {
  return {role,
          base::FilterField::Type::kText,
          "who",
          nullptr,
          "name IN (SELECT item FROM action_item_people WHERE role =",
          role};
}

absl::string_view ColumnOf(Whole whole) {
  switch (whole) {
    case Whole::kPlan:
      return "action_plan";
    case Whole::kCommitment:
      return "commitment";
    case Whole::kParent:
      return "parent_item";
  }
  return "";
}

absl::StatusOr<std::string> OneItemOf(Tx& tx, Whole whole, absl::string_view name,
                                      absl::string_view condition) {
  std::string found;
  const std::string sql = absl::StrCat("SELECT name FROM action_items WHERE ", ColumnOf(whole),
                                       " = $1 AND ", condition, " LIMIT 1");
  PLENARY_RETURN_IF_ERROR(
      tx.Run({sql, {name}, [&](const Row& row) { found = std::string(row.Text(0)); }}));
  return found;
}

// The condition of a queue, on the people of items.
std::vector<absl::string_view> ConditionsOf(Queue queue) {
  switch (queue) {
    case Queue::kToDo:
      return {"p.stage = 1", "p.stage = 2"};
    case Queue::kUnacknowledged:
      return {"p.stage = 1"};
    case Queue::kReported:
      return {"p.stage = 3"};
    case Queue::kAsking:
      return {"p.asks = 1"};
  }
  return {};
}

std::string SelectQueue(absl::string_view condition) {
  return absl::StrCat(
      "SELECT i.body FROM action_item_people AS p JOIN action_items AS i ON i.name = p.item "
      "WHERE p.who = $1 AND p.role = $2 AND ",
      condition, " AND p.due_date >= $3 AND p.due_date <= $4 ORDER BY p.due_date, p.item LIMIT $5");
}

absl::StatusOr<int64_t> Count(Tx& tx, absl::string_view sql, absl::string_view name) {
  int64_t count = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, {name}, [&](const Row& row) { count = row.Int(0); }}));
  return count;
}

base::ListSpec PartsOfItem(absl::string_view method, absl::string_view select) {
  return {std::string(method),
          std::string(select),
          {},
          {{"create_time desc",
            {{"create_us", Column::Type::kInt, true}, {"name", Column::Type::kText, true}}}}};
}

}  // namespace

std::string ItemOf(absl::string_view name) {
  constexpr absl::string_view kItems = "actionItems/";
  if (!absl::StartsWith(name, kItems)) return "";
  return std::string(name.substr(0, name.find('/', kItems.size())));
}

absl::StatusOr<absl::optional<Item>> FindActionItem(Tx& tx, absl::string_view name) {
  return storage::Find<Item>(tx, kSelectItem, name);
}

absl::StatusOr<std::vector<absl::optional<Item>>> FindActionItems(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<Item>(tx, kSelectItem, names);
}

absl::Status InsertActionItem(Tx& tx, const Item& item, absl::string_view assign_date) {
  const std::string body = item.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(storage::InsertNamed(
      tx,
      "INSERT INTO action_items (name, action_plan, commitment, parent_item, negotiation, state, "
      "reason, stage, due_date, first_due_date, assign_date, is_unplanned, create_us, deleted_us, "
      "body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
      "ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(item.name()), absl::string_view(item.action_plan()),
       absl::string_view(item.commitment()), absl::string_view(item.parent_item()),
       absl::string_view(item.negotiation()), int64_t{item.state()},
       int64_t{item.removal().reason()}, StageOf(item), DueColumn(item.due_date()),
       DueColumn(item.first_due_date()), assign_date, int64_t{item.is_unplanned()},
       ToMicros(item.create_time()), DeletedMicros(item), Bytes{body}},
      item.name()));
  return WritePeople(tx, item);
}

absl::Status UpdateActionItemRow(Tx& tx, const Item& item, absl::string_view assign_date) {
  const std::string body = item.SerializeAsString();
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"UPDATE action_items SET parent_item = $2, negotiation = $3, state = $4, "
              "reason = $5, stage = $6, due_date = $7, first_due_date = $8, assign_date = $9, "
              "deleted_us = $10, body = $11 WHERE name = $1",
              {absl::string_view(item.name()), absl::string_view(item.parent_item()),
               absl::string_view(item.negotiation()), int64_t{item.state()},
               int64_t{item.removal().reason()}, StageOf(item), DueColumn(item.due_date()),
               DueColumn(item.first_due_date()), assign_date, DeletedMicros(item), Bytes{body}},
              nullptr}));
  return WritePeople(tx, item);
}

absl::StatusOr<std::string> LivingItemOf(Tx& tx, Whole whole, absl::string_view name) {
  return OneItemOf(tx, whole, name, "deleted_us = 0");
}

absl::StatusOr<std::string> ItemUnderControlOf(Tx& tx, Whole whole, absl::string_view name) {
  return OneItemOf(tx, whole, name, "stage > 0");
}

absl::StatusOr<int64_t> CountItemsOfPlan(Tx& tx, absl::string_view plan) {
  return Count(tx, "SELECT COUNT(*) FROM action_items WHERE action_plan = $1 AND deleted_us = 0",
               plan);
}

absl::StatusOr<std::vector<Item>> ListDraftItemsOfPlan(Tx& tx, absl::string_view plan) {
  storage::Loaded<Item> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM action_items WHERE action_plan = $1 AND state = 1 "
              "AND deleted_us = 0 ORDER BY name",
              {plan},
              loaded.Reader()}));
  return loaded.TakeAll();
}

absl::StatusOr<std::vector<ItemCount>> CountItemsOfCommitment(Tx& tx,
                                                              absl::string_view commitment) {
  std::vector<ItemCount> counts;
  // The conditions are those of the index.
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT state, reason, COUNT(*) FROM action_items WHERE commitment = $1 "
              "AND commitment <> '' AND deleted_us = 0 GROUP BY state, reason",
              {commitment},
              [&](const Row& row) {
                counts.push_back({row.Int(0), row.Int(1), row.Int(2)});
              }}));
  return counts;
}

const base::ListSpec& ActionItemList() {
  using Type = base::FilterField::Type;
  static const auto& spec = *new base::ListSpec{
      "ListActionItems",
      "SELECT body FROM (SELECT body, name, action_plan, commitment, parent_item, negotiation, "
      "state, stage, due_date, first_due_date, is_unplanned, create_us, deleted_us, "
      "CASE WHEN stage IN (1, 2) AND due_date <= $1 THEN 1 ELSE 0 END AS overdue "
      "FROM action_items) AS listed",
      {{"state", Type::kEnum, "state", Item::State_descriptor()},
       {"overdue", Type::kBool, "overdue"},
       {"due_date", Type::kText, "due_date"},
       {"first_due_date", Type::kText, "first_due_date"},
       {"action_plan", Type::kText, "action_plan"},
       {"commitment", Type::kText, "commitment"},
       {"parent_item", Type::kText, "parent_item"},
       {"negotiation", Type::kText, "negotiation"},
       Having(kExecutor),
       Having(kController),
       Having(kAuthor),
       {"unplanned", Type::kBool, "is_unplanned"},
       {"create_time", Type::kTime, "create_us"}},
      storage::OrdersByOrCreation("due_date", "due_date", Column::Type::kText)};
  return spec;
}

const base::ListSpec& ReminderList() {
  static const auto& spec = *new base::ListSpec{
      "ListReminders",
      "SELECT body FROM action_items",
      {},
      {{"due_date", {{"due_date", Column::Type::kText}, {"name", Column::Type::kText}}}}};
  return spec;
}

absl::StatusOr<std::vector<std::string>> NamesOf(Tx& tx, absl::string_view who) {
  std::vector<std::string> names = {std::string(who)};
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT alias FROM person_aliases WHERE person = $1 ORDER BY alias",
              {who},
              [&](const Row& row) { names.emplace_back(row.Text(0)); }}));
  return names;
}

absl::StatusOr<std::vector<Item>> ListItemsOf(Tx& tx, absl::string_view person) {
  storage::Loaded<Item> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM action_items WHERE name IN (SELECT item FROM action_item_people "
              "WHERE who = $1 OR who IN (SELECT alias FROM person_aliases WHERE person = $1)) "
              "ORDER BY name",
              {person},
              loaded.Reader()}));
  return loaded.TakeAll();
}

absl::StatusOr<std::vector<Item>> FirstOf(Tx& tx, const std::vector<std::string>& names,
                                          const QueueQuery& query, int64_t limit) {
  storage::Loaded<Item> loaded;
  std::vector<std::string> texts;
  const std::vector<absl::string_view> conditions = ConditionsOf(query.queue);
  texts.reserve(conditions.size());
  for (const absl::string_view condition : conditions) texts.push_back(SelectQueue(condition));
  std::vector<Statement> statements;
  statements.reserve(texts.size() * names.size() * query.parts.size());
  for (const std::string& text : texts) {
    for (const std::string& name : names) {
      for (const Part part : query.parts) {
        statements.push_back({text,
                              {absl::string_view(name), RoleOf(part), absl::string_view(query.from),
                               absl::string_view(query.to), limit},
                              loaded.Reader()});
      }
    }
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  PLENARY_ASSIGN_OR_RETURN(std::vector<Item> items, loaded.TakeAll());
  const auto place = [](const Item& item) {
    return std::make_tuple(DueColumn(item.due_date()), absl::string_view(item.name()));
  };
  std::sort(items.begin(), items.end(),
            [&](const Item& a, const Item& b) { return place(a) < place(b); });
  // Who leads and controls an item has it twice.
  items.erase(std::unique(items.begin(), items.end(),
                          [](const Item& a, const Item& b) { return a.name() == b.name(); }),
              items.end());
  if (items.size() > static_cast<size_t>(limit)) items.resize(static_cast<size_t>(limit));
  return items;
}

absl::StatusOr<int64_t> CountReports(Tx& tx, absl::string_view item) {
  return Count(tx, "SELECT COUNT(*) FROM action_reports WHERE item = $1", item);
}

absl::Status InsertReport(Tx& tx, const v1::ActionReport& report) {
  const std::string body = report.SerializeAsString();
  const std::string item = ItemOf(report.name());
  return tx.Run({"INSERT INTO action_reports (name, item, create_us, body) VALUES ($1, $2, $3, $4)",
                 {absl::string_view(report.name()), absl::string_view(item),
                  ToMicros(report.create_time()), Bytes{body}},
                 nullptr});
}

const base::ListSpec& ReportList() {
  static const auto& spec =
      *new base::ListSpec(PartsOfItem("ListActionReports", "SELECT body FROM action_reports"));
  return spec;
}

absl::StatusOr<absl::optional<v1::Extension>> FindExtension(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Extension>(tx, "SELECT body FROM extensions WHERE name = $1", name);
}

absl::StatusOr<std::vector<v1::Extension>> ListAllExtensions(Tx& tx, absl::string_view item) {
  storage::Loaded<v1::Extension> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM extensions WHERE item = $1 ORDER BY create_us, name",
              {item},
              loaded.Reader()}));
  return loaded.TakeAll();
}

absl::Status InsertExtension(Tx& tx, const v1::Extension& extension) {
  const std::string body = extension.SerializeAsString();
  const std::string item = ItemOf(extension.name());
  return tx.Run({"INSERT INTO extensions (name, item, create_us, body) VALUES ($1, $2, $3, $4)",
                 {absl::string_view(extension.name()), absl::string_view(item),
                  ToMicros(extension.create_time()), Bytes{body}},
                 nullptr});
}

absl::Status UpdateExtensionRow(Tx& tx, const v1::Extension& extension) {
  const std::string body = extension.SerializeAsString();
  return tx.Run({"UPDATE extensions SET body = $2 WHERE name = $1",
                 {absl::string_view(extension.name()), Bytes{body}},
                 nullptr});
}

const base::ListSpec& ExtensionList() {
  static const auto& spec =
      *new base::ListSpec(PartsOfItem("ListExtensions", "SELECT body FROM extensions"));
  return spec;
}

}  // namespace plenary::control
