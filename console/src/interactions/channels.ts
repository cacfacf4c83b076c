import {
  IconBell,
  IconBrandWechat,
  IconMail,
  IconMessage,
  IconMessageCircle,
  IconPhone,
  IconUsers,
  IconUsersGroup,
  IconWorld,
  type Icon,
} from '@tabler/icons-react';
import type { Interaction } from '../api/types';

export const CHANNEL_ICONS: Record<NonNullable<Interaction['channel']>, Icon> = {
  PHONE: IconPhone,
  EMAIL: IconMail,
  IM: IconBrandWechat,
  MEETING: IconUsersGroup,
  SOCIAL: IconMessageCircle,
  WEB: IconWorld,
  IN_PERSON: IconUsers,
  SMS: IconMessage,
  PUSH: IconBell,
};
