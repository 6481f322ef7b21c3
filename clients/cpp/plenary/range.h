// A list that is read page by page without its reader noticing.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_RANGE_H_
#define PLENARY_CLIENTS_CPP_PLENARY_RANGE_H_

#include <cstddef>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace plenary {

// Every resource of a list, in order, each as a StatusOr. Where a page cannot be read the range
// gives that status as its last element. It is read once, by one thread:
//
//   for (absl::StatusOr<v1::Participant>& participant : client.ListParticipants(request)) {
//     if (!participant.ok()) return participant.status();
//     …
//   }
template <class T>
class Range {
 public:
  struct Page {
    std::vector<T> items;
    // Where the change log stood when the page was read; empty where the list doesn't say.
    std::string resume_token;
    bool is_last = true;
  };
  // Gives one page after the other; not called again after the last one or an error.
  using Pages = std::function<absl::StatusOr<Page>()>;

  explicit Range(Pages pages) : pages_(std::move(pages)) {}

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = absl::StatusOr<T>;
    using difference_type = std::ptrdiff_t;
    using pointer = value_type*;
    using reference = value_type&;

    iterator() = default;
    reference operator*() const { return range_->current_; }
    pointer operator->() const { return &range_->current_; }
    iterator& operator++() {
      if (!range_->Advance()) range_ = nullptr;
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const iterator& a, const iterator& b) { return a.range_ == b.range_; }
    friend bool operator!=(const iterator& a, const iterator& b) { return !(a == b); }

   private:
    friend class Range;
    explicit iterator(Range* range) : range_(range) {}
    Range* range_ = nullptr;  // nullptr: past the end
  };

  // Reads the first page.
  iterator begin() { return Advance() ? iterator(this) : iterator(); }
  iterator end() { return iterator(); }

  // Where the change log stood when the first page was read: a watch from there misses nothing of
  // what happened since. Empty before begin(), and for lists that don't say.
  const std::string& resume_token() const { return resume_token_; }

 private:
  // Whether there is another element; it is then in current_.
  bool Advance() {
    while (next_ == page_.items.size()) {
      if (is_over_) return false;
      absl::StatusOr<Page> page = pages_();
      if (!page.ok()) {
        is_over_ = true;
        current_ = page.status();
        return true;
      }
      page_ = *std::move(page);
      next_ = 0;
      is_over_ = page_.is_last;
      if (resume_token_.empty()) resume_token_ = page_.resume_token;
    }
    current_ = std::move(page_.items[next_++]);
    return true;
  }

  Pages pages_;
  Page page_;
  size_t next_ = 0;
  bool is_over_ = false;
  std::string resume_token_;
  absl::StatusOr<T> current_;
};

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_RANGE_H_
