// What was used last, so much of it and no more.
#ifndef PLENARY_SERVICES_SERVER_RECENT_H_
#define PLENARY_SERVICES_SERVER_RECENT_H_

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace plenary::server {

// A map that holds at most `most` values: what was not asked for the longest makes room. Not
// thread-safe.
template <class Value>
class Recent {
 public:
  explicit Recent(size_t most) : most_(most) {}

  // The value of `key`, or nullptr. Stays where it is until something is added or removed.
  Value* Find(const std::string& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    in_order_.splice(in_order_.begin(), in_order_, found->second);
    return &found->second->second;
  }

  // Adds `value`, or puts it in the place of what is there.
  Value& Put(const std::string& key, Value value) {
    if (Value* present = Find(key)) return *present = std::move(value);
    if (by_key_.size() >= most_) {
      by_key_.erase(in_order_.back().first);
      in_order_.pop_back();
    }
    in_order_.emplace_front(key, std::move(value));
    by_key_[key] = in_order_.begin();
    return in_order_.front().second;
  }

  void Erase(const std::string& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return;
    in_order_.erase(found->second);
    by_key_.erase(found);
  }

  size_t size() const { return by_key_.size(); }

 private:
  using Entries = std::list<std::pair<std::string, Value>>;

  const size_t most_;
  Entries in_order_;  // the last one used first
  std::unordered_map<std::string, typename Entries::iterator> by_key_;
};

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_RECENT_H_
