export { isDeployTime, replaceDeployTime, splitDeployTime } from '../shape/deploy-time';
