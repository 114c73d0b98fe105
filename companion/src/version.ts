/** The companion's own version, as windows and SIP peers see it. */
export const version = "0.1.0";
