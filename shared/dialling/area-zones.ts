/** Area codes that tell the time zone, where a country has several: North America's, Australia's and Russia's capitals'. */
const areas: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "+1": {
    "America/New_York":
      "201 202 203 207 212 215 216 220 223 227 229 234 239 240 248 252 267 272 276 301 302 304 305 313 315 317 321 330 332 336 339 347 351 352 380 386 401 404 407 410 412 413 419 434 440 443 445 463 470 475 478 484 508 513 516 517 518 540 551 561 567 570 571 582 585 586 603 607 609 610 614 616 617 631 640 646 656 667 678 680 681 689 703 704 706 716 717 718 724 727 732 734 740 743 754 757 762 770 772 774 781 786 802 803 804 810 813 814 826 828 838 839 843 845 848 854 856 857 860 862 863 864 865 878 904 908 910 912 914 917 919 929 934 937 941 943 947 948 954 959 973 978 980 984 989",
    "America/Chicago":
      "205 210 214 217 224 225 228 251 254 256 262 281 309 312 314 316 318 319 331 334 337 346 361 402 405 409 414 417 430 447 464 469 479 501 504 507 512 515 531 534 539 563 573 580 601 608 612 615 618 629 630 636 641 651 659 660 662 682 708 712 713 715 726 730 731 737 763 769 773 779 806 815 816 817 830 832 847 870 872 901 903 913 918 920 931 936 938 940 945 952 956 972 979 985",
    "America/Denver": "303 307 385 406 435 505 575 719 720 801 970 983",
    "America/Phoenix": "480 520 602 623 928",
    "America/Los_Angeles":
      "206 209 213 253 279 310 323 341 360 408 415 424 425 442 503 509 510 530 559 562 564 619 626 628 650 657 661 669 702 707 714 725 747 760 805 818 820 831 840 858 909 916 925 949 951 971",
    "America/Anchorage": "907",
    "Pacific/Honolulu": "808",
    "America/Toronto":
      "226 249 289 343 365 367 416 418 437 438 450 514 519 548 579 581 613 647 683 705 742 753 819 873 905",
    "America/Winnipeg": "204 431",
    "America/Regina": "306 639",
    "America/Edmonton": "368 403 587 780 825",
    "America/Vancouver": "236 604 672 778",
    "America/Halifax": "506 782 902",
    "America/St_Johns": "709",
  },
  "+61": {
    "Australia/Sydney": "2",
    "Australia/Melbourne": "3",
    "Australia/Brisbane": "7",
    "Australia/Adelaide Australia/Darwin Australia/Perth": "8",
  },
  "+7": { "Europe/Moscow": "495 499 812" },
};

/** The time zones (IANA) behind the beginning of a world-wide number. */
export const areaZones: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(areas).flatMap(([country, zones]) =>
    Object.entries(zones).flatMap(([names, codes]) =>
      codes.split(" ").map((code) => [country + code, names.split(" ")] as const),
    ),
  ),
);
