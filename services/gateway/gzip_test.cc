#include "services/gateway/gzip.h"

#include <string>

#include "gtest/gtest.h"
#include "services/base/errors.h"

namespace plenary::gateway {
namespace {

TEST(Gzip, WhatWasCompressedComesBack) {
  for (const std::string& plain :
       {std::string(), std::string("a"), std::string(100'000, 'x'), std::string("\0\xff", 2)}) {
    const auto back = Gunzip(Gzip(plain), plain.size());
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(*back, plain);
  }
}

TEST(Gzip, MoreThanIsAskedForIsNotUnpacked) {
  const std::string compressed = Gzip(std::string(10 << 20, 'x'));
  EXPECT_LT(compressed.size(), 100'000u);
  const auto back = Gunzip(compressed, (10 << 20) - 1);
  EXPECT_EQ(base::ReasonOf(back.status()), v1::ERROR_REASON_MESSAGE_TOO_LARGE);
}

TEST(Gzip, WhatIsNoneIsRefused) {
  const std::string whole = Gzip("some text");
  for (const std::string& wrong :
       {std::string(), std::string("some text"), whole.substr(0, whole.size() - 1), whole + "x"}) {
    EXPECT_EQ(base::ReasonOf(Gunzip(wrong, 1000).status()), v1::ERROR_REASON_MALFORMED_REQUEST);
  }
}

}  // namespace
}  // namespace plenary::gateway
