// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <streambuf>
#include <string_view>

namespace inland::knowledge {

/// Reads the caller's bytes in place: yaml-cpp takes streams only.
class ViewBuffer final : public std::streambuf {
  public:
    explicit ViewBuffer(std::string_view text) {
        char* const begin = const_cast<char*>(text.data());  // never written through
        setg(begin, begin, begin + text.size());
    }
};

}  // namespace inland::knowledge
