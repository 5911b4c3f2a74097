// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/condition_values.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <boost/algorithm/string/predicate.hpp>

namespace inland::prove {

namespace {

/// Takes what is read off the front of a text.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    std::optional<int> digits(std::size_t count) {
        int number = 0;
        if (rest_.size() < count ||
            rest_.substr(0, count).find_first_not_of("0123456789") != std::string_view::npos)
            return std::nullopt;
        std::from_chars(rest_.data(), rest_.data() + count, number);
        rest_.remove_prefix(count);
        return number;
    }
    bool takes(char letter) {
        const bool there = !rest_.empty() && rest_.front() == letter;
        rest_.remove_prefix(there ? 1 : 0);
        return there;
    }
    double fraction() {
        double value = 0;
        if (!takes('.'))
            return value;
        for (double weight = 0.1; !rest_.empty() && '0' <= rest_.front() && rest_.front() <= '9';
             weight /= 10) {
            value += weight * (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }
    [[nodiscard]] bool is_done() const { return rest_.empty(); }

  private:
    std::string_view rest_;
};

constexpr double seconds_of(int hours, int minutes) {
    return hours * 3600.0 + minutes * 60.0;
}

std::optional<double> read_day(Scanner& scanner) {
    const auto year = scanner.digits(4);
    if (!year || !scanner.takes('-'))
        return std::nullopt;
    const auto month = scanner.digits(2);
    if (!month || !scanner.takes('-'))
        return std::nullopt;
    const auto day = scanner.digits(2);
    if (!day)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return std::nullopt;
    const auto days = std::chrono::sys_days(date).time_since_epoch();
    return std::chrono::duration<double>(days).count();
}

/// "Z", "+01:00" or nothing, which is UTC: what to take away from the local time.
std::optional<double> read_offset(Scanner& scanner) {
    if (scanner.is_done() || scanner.takes('Z'))
        return 0.0;
    const double sign = scanner.takes('-') ? -1 : 1;
    if (sign > 0 && !scanner.takes('+'))
        return std::nullopt;
    const auto hours = scanner.digits(2);
    scanner.takes(':');
    const auto minutes = scanner.digits(2);
    if (!hours || !minutes)
        return std::nullopt;
    return sign * seconds_of(*hours, *minutes);
}

std::optional<double> read_time(Scanner& scanner) {
    const auto hours = scanner.digits(2);
    if (!hours || !scanner.takes(':'))
        return std::nullopt;
    const auto minutes = scanner.digits(2);
    if (!minutes)
        return std::nullopt;
    double time = seconds_of(*hours, *minutes);
    if (scanner.takes(':')) {
        const auto seconds = scanner.digits(2);
        if (!seconds)
            return std::nullopt;
        time += *seconds + scanner.fraction();
    }
    const auto offset = read_offset(scanner);
    if (!offset)
        return std::nullopt;
    return time - *offset;
}

std::optional<double> read_calendar_date(std::string_view text) {
    Scanner scanner(text);
    auto date = read_day(scanner);
    if (date && scanner.takes('T')) {
        const auto time = read_time(scanner);
        if (!time)
            return std::nullopt;
        *date += *time;
    }
    return date && scanner.is_done() ? date : std::nullopt;
}

using AddressBytes = std::vector<std::uint8_t>;

AddressBytes read_address(std::string_view text) {
    const std::string address(text);
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1)
        return {bytes.begin(), bytes.begin() + 4};
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1)
        return {bytes.begin(), bytes.end()};
    return {};
}

bool share_bits(const AddressBytes& one, const AddressBytes& other, std::size_t bits) {
    for (std::size_t bit = 0; bit < bits; ++bit) {
        const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
        if (((one[bit / 8] ^ other[bit / 8]) & mask) != 0)
            return false;
    }
    return true;
}

std::optional<std::size_t> read_length(std::string_view text, std::size_t most) {
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (error != std::errc() || end != text.data() + text.size() || length > most)
        return std::nullopt;
    return length;
}

}  // namespace

std::optional<double> read_number(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::optional<double> read_date(std::string_view text) {
    const auto epoch = read_number(text);
    return epoch ? epoch : read_calendar_date(text);
}

std::optional<bool> read_boolean(std::string_view text) {
    if (boost::iequals(text, "true"))
        return true;
    if (boost::iequals(text, "false"))
        return false;
    return std::nullopt;
}

bool is_in_block(std::string_view block, std::string_view address) {
    const auto slash = block.find('/');
    const AddressBytes base = read_address(block.substr(0, slash));
    const AddressBytes asked = read_address(address);
    if (base.empty() || base.size() != asked.size())
        return false;
    const auto length = slash == std::string_view::npos
                            ? base.size() * 8
                            : read_length(block.substr(slash + 1), base.size() * 8);
    return length && share_bits(base, asked, *length);
}

}  // namespace inland::prove
