// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace inland::oci {

/// The algorithms that the OCI image specification registers.
enum class DigestAlgorithm : std::uint8_t { Sha256, Sha512 };

/// The name of content: "sha256:" and 64, or "sha512:" and 128, lower-case hexadecimal digits (OCI
/// image specification, Descriptors). A value; always well-formed, so safe in paths and URLs.
class Digest {
  public:
    /// InvalidInput says what is wrong with the text.
    static Result<Digest> parse(std::string_view text);
    static Digest of(std::string_view bytes, DigestAlgorithm algorithm = DigestAlgorithm::Sha256);

    [[nodiscard]] DigestAlgorithm algorithm() const { return algorithm_; }
    /// "sha256:…".
    [[nodiscard]] const std::string& text() const { return text_; }
    /// "sha256", "sha512".
    [[nodiscard]] std::string_view algorithm_name() const;
    /// What follows the colon.
    [[nodiscard]] std::string_view hex() const;
    auto operator<=>(const Digest&) const = default;

  private:
    friend class DigestStream;
    Digest(DigestAlgorithm algorithm, std::string text)
        : algorithm_(algorithm), text_(std::move(text)) {}

    DigestAlgorithm algorithm_;
    std::string text_;
};

/// The digest of bytes that come in pieces. Copies go on from where the original is. One thread at
/// a time.
class DigestStream {
  public:
    explicit DigestStream(DigestAlgorithm algorithm);
    DigestStream(const DigestStream& other);
    DigestStream& operator=(const DigestStream& other);
    DigestStream(DigestStream&&) noexcept;
    DigestStream& operator=(DigestStream&&) noexcept;
    ~DigestStream();

    void update(std::string_view bytes);
    /// How many bytes came so far.
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Of everything so far; more may follow.
    [[nodiscard]] Digest digest() const;

  private:
    struct State;

    DigestAlgorithm algorithm_;
    std::uint64_t size_ = 0;
    std::unique_ptr<State> state_;
};

}  // namespace inland::oci
