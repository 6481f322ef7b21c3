#include "services/protocols/item_rules.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/names.h"
#include "services/protocols/rules.h"

namespace plenary::protocols {
namespace {

using Item = v1::ProtocolItem;

int PlaceOf(const Item& item) {
  return item.place() == 0 ? std::numeric_limits<int>::max() : item.place();
}

const v1::ProtocolText* TextIn(const Item& item, absl::string_view language) {
  for (const v1::ProtocolText& text : item.texts()) {
    if (absl::EqualsIgnoreCase(text.language(), language)) return &text;
  }
  return nullptr;
}

bool IsAuthentic(const v1::Protocol& protocol, absl::string_view language) {
  return std::any_of(
      protocol.languages().begin(), protocol.languages().end(),
      [&](const std::string& each) { return absl::EqualsIgnoreCase(each, language); });
}

// The revision of the latest of an item's authentic texts.
int32_t LatestOf(const v1::Protocol& protocol, const Item& item) {
  int32_t latest = 0;
  for (const std::string& language : protocol.languages()) {
    const v1::ProtocolText* text = TextIn(item, language);
    if (text != nullptr) latest = std::max(latest, text->revision());
  }
  return latest;
}

// The name of the protocol that an item is of.
absl::string_view ProtocolOf(absl::string_view item) {
  return item.substr(0, item.rfind("/items/"));
}

void CheckTexts(const Item& item, const std::string& field, base::FieldErrors& errors) {
  std::set<std::string> seen;
  for (int i = 0; i < item.texts_size(); ++i) {
    if (seen.insert(absl::AsciiStrToLower(item.texts(i).language())).second) continue;
    errors.Add(absl::StrCat(field, ".texts[", i, "]"),
               "there is another text in this language; keep one");
  }
}

void CheckUndertaking(const Item& item, const std::string& field, base::FieldErrors& errors) {
  const std::string at = field + ".commitment";
  if (item.has_commitment() != (item.kind() == Item::COMMITMENT)) {
    errors.Add(at, "must be set of a COMMITMENT, and of no other");
  }
  const Item::Undertaking& commitment = item.commitment();
  CheckDay(commitment.due_date(), at + ".due_date", errors);
  if (commitment.is_continuous() && !commitment.due_date().empty()) {
    errors.Add(at + ".due_date", "must be empty of what goes on without an end");
  }
  std::set<std::string> seen;
  for (int i = 0; i < commitment.executors_size(); ++i) {
    if (seen.insert(commitment.executors(i)).second) continue;
    errors.Add(absl::StrCat(at, ".executors[", i, "]"), "must be named once");
  }
}

// Numbers the items in `children` that are part of `parent`, and all in them, behind `ordered`.
void Append(std::map<std::string, std::vector<Item>>& children, const std::string& parent,
            absl::string_view prefix, std::vector<Item>& ordered) {
  // What is in a map stays where it is when more is looked up in it.
  std::vector<Item>& items = children[parent];
  for (size_t i = 0; i < items.size(); ++i) {
    Item& item = items[i];
    item.set_place(static_cast<int32_t>(i + 1));
    item.set_number(absl::StrCat(prefix, item.place()));
    const std::string name = item.name();
    const std::string inside = item.number() + ".";
    ordered.push_back(std::move(item));
    Append(children, name, inside, ordered);
  }
}

}  // namespace

void CheckItem(const Item& item, absl::string_view field, base::FieldErrors& errors) {
  const std::string at(field);
  CheckTexts(item, at, errors);
  CheckUndertaking(item, at, errors);
  const absl::string_view negotiation = base::NegotiationOf(item.name());
  const absl::string_view protocol = ProtocolOf(item.name());
  if (!item.topic().empty() && base::NegotiationOf(item.topic()) != negotiation) {
    errors.Add(at + ".topic", absl::StrCat("must lie in ", negotiation));
  }
  if (!item.parent_item().empty() && ProtocolOf(item.parent_item()) != protocol) {
    errors.Add(at + ".parent_item", absl::StrCat("must be of ", protocol));
  }
  if (!item.amends_item().empty() && (base::NegotiationOf(item.amends_item()) != negotiation ||
                                      ProtocolOf(item.amends_item()) == protocol)) {
    errors.Add(at + ".amends_item", absl::StrCat("must be of another protocol of ", negotiation));
  }
}

void TakeTexts(const v1::Protocol& protocol, const Item& before, Item& item) {
  item.set_revision(before.revision() + 1);
  const int32_t latest = LatestOf(protocol, before);
  std::vector<v1::ProtocolText*> changed;
  bool is_new_wording = latest == 0;
  for (v1::ProtocolText& text : *item.mutable_texts()) {
    const v1::ProtocolText* old = TextIn(before, text.language());
    text.set_revision(old == nullptr ? 0 : old->revision());
    if (old != nullptr && old->text() == text.text()) continue;
    changed.push_back(&text);
    const bool leads = IsAuthentic(protocol, text.language()) && text.revision() >= latest;
    is_new_wording = is_new_wording || leads;
  }
  for (v1::ProtocolText* text : changed) {
    text->set_revision(is_new_wording ? item.revision() : latest);
  }
}

void ConfirmTexts(const v1::Protocol& protocol,
                  const google::protobuf::RepeatedPtrField<std::string>& languages, Item& item,
                  base::FieldErrors& errors) {
  for (int i = 0; i < languages.size(); ++i) {
    if (TextIn(item, languages[i]) != nullptr) continue;
    errors.Add(absl::StrCat("languages[", i, "]"), "the item has no text in this language");
  }
  // They say what the latest one says; it stays what the others follow.
  const int32_t latest = LatestOf(protocol, item);
  for (v1::ProtocolText& text : *item.mutable_texts()) {
    const bool is_meant =
        languages.empty() || std::any_of(languages.begin(), languages.end(), [&](const auto& each) {
          return absl::EqualsIgnoreCase(each, text.language());
        });
    if (is_meant) text.set_revision(latest);
  }
  item.set_revision(item.revision() + 1);
}

std::vector<std::string> OutOfStep(const v1::Protocol& protocol, const Item& item) {
  const int32_t latest = LatestOf(protocol, item);
  std::vector<std::string> behind;
  behind.reserve(static_cast<size_t>(protocol.languages_size()));
  for (const std::string& language : protocol.languages()) {
    const v1::ProtocolText* text = TextIn(item, language);
    if (text == nullptr || text->revision() < latest) behind.push_back(language);
  }
  return behind;
}

std::vector<Item> InOrder(std::vector<Item> items, absl::string_view moved) {
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return PlaceOf(a) < PlaceOf(b); });
  std::map<std::string, std::vector<Item>> children;
  const size_t count = items.size();
  Item* to_move = nullptr;
  for (Item& item : items) {
    if (item.name() == moved) {
      to_move = &item;
    } else {
      children[item.parent_item()].push_back(std::move(item));
    }
  }
  if (to_move != nullptr) {
    std::vector<Item>& beside = children[to_move->parent_item()];
    const size_t before = std::min<size_t>(PlaceOf(*to_move) - 1, beside.size());
    beside.insert(beside.begin() + static_cast<ptrdiff_t>(before), std::move(*to_move));
  }
  std::vector<Item> ordered;
  ordered.reserve(count);
  Append(children, "", "", ordered);
  return ordered;
}

int DepthOf(const std::vector<Item>& items, const Item& item) {
  int depth = 1;
  std::string parent = item.parent_item();
  while (!parent.empty()) {
    ++depth;
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const Item& each) { return each.name() == parent; });
    parent = found == items.end() ? "" : found->parent_item();
  }
  return depth;
}

absl::Status CheckComplete(const v1::Protocol& protocol, const std::vector<Item>& items) {
  if (items.empty()) {
    return base::Refuse(
        absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
        absl::StrCat(protocol.name(), " has no items; write down what was said"),
        {{"resource", protocol.name()}, {"state", v1::Protocol::State_Name(protocol.state())}});
  }
  std::vector<std::string> told;
  std::string first;
  std::vector<std::string> languages_of_first;
  for (const Item& item : items) {
    const std::vector<std::string> behind = OutOfStep(protocol, item);
    if (behind.empty()) continue;
    if (told.empty()) {
      first = item.name();
      languages_of_first = behind;
    }
    told.push_back(absl::StrCat(item.number(), " (", absl::StrJoin(behind, ", "), ")"));
  }
  if (told.empty()) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_LANGUAGES_OUT_OF_STEP,
                      absl::StrCat("texts of ", protocol.name(), " are out of step: ",
                                   absl::StrJoin(told, ", "), "; bring them up to date"),
                      {{"item", first}, {"languages", absl::StrJoin(languages_of_first, ",")}});
}

absl::Status CheckDueDates(const std::vector<Item>& items, absl::string_view source_date) {
  for (const Item& item : items) {
    const std::string& due = item.commitment().due_date();
    if (due.empty() || due >= source_date) continue;
    return base::Refuse(
        absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DUE_BEFORE_SOURCE,
        absl::StrCat("what ", item.name(), " says is due on ", due, ", before it was agreed on ",
                     source_date, "; correct one of the two"),
        {{"item", item.name()}, {"dueDate", due}, {"sourceDate", std::string(source_date)}});
  }
  return absl::OkStatus();
}

}  // namespace plenary::protocols
