// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inland::oci {

/// Where in a document the walk is, twice: as it is shown, "items[1].spec.containers[0].image",
/// and, from the object on, as rules are written, "spec.containers[*].image".
class FieldPath {
  public:
    /// One step down, taken back when it goes out of scope.
    class Step {
      public:
        Step(FieldPath& path, std::string_view key);
        Step(FieldPath& path, std::size_t index);
        ~Step();
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

      private:
        FieldPath& path_;
        std::size_t shown_;
        std::size_t pattern_;
    };

    /// An object begins here, of a list of objects maybe: what rules say counts from it.
    class Object {
      public:
        explicit Object(FieldPath& path);
        ~Object() { path_.object_ = outer_; }
        Object(const Object&) = delete;
        Object& operator=(const Object&) = delete;

      private:
        FieldPath& path_;
        std::size_t outer_;
    };

    [[nodiscard]] const std::string& shown() const { return shown_; }
    [[nodiscard]] std::string_view pattern() const;

  private:
    std::string shown_;
    std::string pattern_;
    std::size_t object_ = 0;  ///< where its path begins in the pattern
};

}  // namespace inland::oci
